// The configuration of the tests, with every worked example of sources/: what a user writes in the hooks.config.ts of the
// project changes nothing of a test. It is read as HOOKS_CONFIG is, so it has a default export, too.
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

export const config = defineConfig({
  // A note after every move would be a call more in all that counts them.
  routing: { note: false },
  sources: { crm, asaas, github, helpdesk, kommo, mercadopago, nuvemshop, rdstation, stripe, wts },
});

export default config;
