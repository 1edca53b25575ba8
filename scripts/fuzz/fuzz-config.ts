// The configuration that the fuzzed functions are loaded with: the worked examples, and sources that put what is sent into commands as it is.
import { defineConfig } from "wts-session-hooks";
import { asaas } from "../../sources/asaas.ts";
import { crm } from "../../sources/crm.ts";
import { github } from "../../sources/github.ts";
import { helpdesk } from "../../sources/helpdesk.ts";
import { kommo } from "../../sources/kommo.ts";
import { mercadopago } from "../../sources/mercadopago.ts";
import { nuvemshop } from "../../sources/nuvemshop.ts";
import { rdstation } from "../../sources/rdstation.ts";
import { stripe } from "../../sources/stripe.ts";
import { wts } from "../../sources/wts.ts";
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
