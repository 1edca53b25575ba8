// The configuration of the tests, with every worked example of sources/: what a user writes in the hooks.config.ts of the
// project changes nothing of a test. It is read as HOOKS_CONFIG is, so it has a default export, too.
import { defineConfig } from "wts-session-hooks";
import { asaas } from "../../catalogue/sources/asaas/source.ts";
import { boleto } from "../../catalogue/sources/boleto/source.ts";
import { crm } from "../../catalogue/sources/crm/source.ts";
import { generic } from "../../catalogue/sources/generic/source.ts";
import { github } from "../../catalogue/sources/github/source.ts";
import { helpdesk } from "../../catalogue/sources/helpdesk/source.ts";
import { hotmart } from "../../catalogue/sources/hotmart/source.ts";
import { kommo } from "../../catalogue/sources/kommo/source.ts";
import { mercadopago } from "../../catalogue/sources/mercadopago/source.ts";
import { nuvemshop } from "../../catalogue/sources/nuvemshop/source.ts";
import { rdstation } from "../../catalogue/sources/rdstation/source.ts";
import { shopify } from "../../catalogue/sources/shopify/source.ts";
import { stripe } from "../../catalogue/sources/stripe/source.ts";
import { typeform } from "../../catalogue/sources/typeform/source.ts";
import { woocommerce } from "../../catalogue/sources/woocommerce/source.ts";
import { wts } from "../../catalogue/sources/wts/source.ts";

export const config = defineConfig({
  // A note after every move would be a call more in all that counts them.
  routing: { note: false },
  sources: {
    crm,
    asaas,
    boleto,
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
  },
});

export default config;
