// Lists the senders of the catalogue. A new one is a folder of sources/, a sample in events/receive-webhook/, and a line here.
import type { Sender } from "./sender.ts";
import { asaasSender } from "./sources/asaas/sender.ts";
import { boletoSender } from "./sources/boleto/sender.ts";
import { crmSender } from "./sources/crm/sender.ts";
import { genericSender } from "./sources/generic/sender.ts";
import { githubSender } from "./sources/github/sender.ts";
import { helpdeskSender } from "./sources/helpdesk/sender.ts";
import { hotmartSender } from "./sources/hotmart/sender.ts";
import { kommoSender } from "./sources/kommo/sender.ts";
import { mercadopagoSender } from "./sources/mercadopago/sender.ts";
import { nuvemshopSender } from "./sources/nuvemshop/sender.ts";
import { rdstationSender } from "./sources/rdstation/sender.ts";
import { shopifySender } from "./sources/shopify/sender.ts";
import { stripeSender } from "./sources/stripe/sender.ts";
import { typeformSender } from "./sources/typeform/sender.ts";
import { woocommerceSender } from "./sources/woocommerce/sender.ts";
import { wtsSender } from "./sources/wts/sender.ts";

/** They stand in the order in which people look for them. */
export const senders: readonly Sender[] = [
  hotmartSender,
  asaasSender,
  boletoSender,
  stripeSender,
  mercadopagoSender,
  rdstationSender,
  kommoSender,
  shopifySender,
  woocommerceSender,
  nuvemshopSender,
  typeformSender,
  githubSender,
  helpdeskSender,
  crmSender,
  wtsSender,
  genericSender,
];
