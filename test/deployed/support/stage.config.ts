// The configuration of the stage that everything is asked of: every worked example of a source, sessions that are closed and given to
// people, and somebody who is told.
import { defineConfig } from "wts-session-hooks";
import { asaas } from "../../../catalogue/sources/asaas/source.ts";
import { boleto } from "../../../catalogue/sources/boleto/source.ts";
import { crm } from "../../../catalogue/sources/crm/source.ts";
import { generic } from "../../../catalogue/sources/generic/source.ts";
import { github } from "../../../catalogue/sources/github/source.ts";
import { helpdesk } from "../../../catalogue/sources/helpdesk/source.ts";
import { hotmart } from "../../../catalogue/sources/hotmart/source.ts";
import { kommo } from "../../../catalogue/sources/kommo/source.ts";
import { mercadopago } from "../../../catalogue/sources/mercadopago/source.ts";
import { nuvemshop } from "../../../catalogue/sources/nuvemshop/source.ts";
import { rdstation } from "../../../catalogue/sources/rdstation/source.ts";
import { shopify } from "../../../catalogue/sources/shopify/source.ts";
import { stripe } from "../../../catalogue/sources/stripe/source.ts";
import { typeform } from "../../../catalogue/sources/typeform/source.ts";
import { woocommerce } from "../../../catalogue/sources/woocommerce/source.ts";
import { wts } from "../../../catalogue/sources/wts/source.ts";

/** Meta asks first whether the address is ours. */
const whatsapp = { ...crm, verify: "meta" } as const;

export default defineConfig({
  sources: {
    asaas,
    boleto,
    crm,
    generic,
    github,
    helpdesk,
    hotmart,
    kommo,
    mercadopago,
    nuvemshop,
    rdstation,
    shopify,
    stripe,
    typeform,
    woocommerce,
    wts,
    whatsapp,
  },
  autoClose: {
    everyMinutes: 1,
    maxPerRun: 5,
    policies: [
      {
        name: "esquecidas",
        idle: { minutes: 30 },
        waitingOn: "anyone",
        match: { department: "Suporte" },
        close: { note: "fechada por {policy}" },
      },
    ],
  },
  // What waits comes again soon, and whoever was killed is waited for no longer than a test has to.
  queue: { longestPauseMs: 1_000, giveUpAfterMs: 600_000, leaseMs: 15_000 },
  routing: {
    policies: [
      {
        name: "comercial",
        when: ["SESSION_NEW", "backlog", "requested"],
        match: { department: "Comercial" },
        department: "Comercial",
        capacity: 500,
        note: true,
      },
    ],
  },
  notify: { equipe: { kind: "webhook", on: ["alerts", "Session Update Rejected"] } },
});
