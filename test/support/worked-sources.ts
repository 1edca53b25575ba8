// Every worked source of the catalogue: the tests and the stage that is deployed for them have the same, so that every sample finds its own.
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

export const workedSources = {
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
};
