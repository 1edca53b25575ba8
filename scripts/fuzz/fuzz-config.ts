// The configuration that the fuzzed functions are loaded with: the worked examples, and sources that put what is sent into commands as it is.
import { defineConfig } from "wts-session-hooks";
import { asaas } from "../../catalogue/sources/asaas/source.ts";
import { crm } from "../../catalogue/sources/crm/source.ts";
import { github } from "../../catalogue/sources/github/source.ts";
import { helpdesk } from "../../catalogue/sources/helpdesk/source.ts";
import { kommo } from "../../catalogue/sources/kommo/source.ts";
import { mercadopago } from "../../catalogue/sources/mercadopago/source.ts";
import { nuvemshop } from "../../catalogue/sources/nuvemshop/source.ts";
import { rdstation } from "../../catalogue/sources/rdstation/source.ts";
import { stripe } from "../../catalogue/sources/stripe/source.ts";
import { wts } from "../../catalogue/sources/wts/source.ts";
import { impatient } from "../../test/support/impatient.ts";

export const config = defineConfig({
  ...impatient,
  publicUrl: "https://hooks.example.com",
  routing: { note: false },
  sources: {
    ...{ crm, asaas, github, helpdesk, kommo, mercadopago, nuvemshop, rdstation, stripe, wts },
    asSent: { verify: "github", map: "body" },
    inBody: {
      verify: { scheme: "token", body: "token" },
      map: { sessionId: "body.sessionId", metadata: "body.metadata" },
    },
    mailgun: { verify: "mailgun", map: { command: "'note'", sessionId: "body.sessionId", text: "body.text" } },
    slack: { verify: "slack", map: { session: { contactPhone: "body.phone" }, number: "body.number" } },
    twilio: { verify: "twilio", occurredAt: "body.at", map: { sessionId: "body.sessionId", endAt: "body.endAt" } },
  },
});

export default config;
