// Lists every scheme there is, by the name that hooks.config.ts gives it.
import type { Scheme } from "./scheme.ts";
import { basic } from "./schemes/basic.ts";
import { bitrix24 } from "./schemes/bitrix24.ts";
import { bling } from "./schemes/bling.ts";
import { box } from "./schemes/box.ts";
import { calendly } from "./schemes/calendly.ts";
import { chatwoot } from "./schemes/chatwoot.ts";
import { convoy } from "./schemes/convoy.ts";
import { dixa } from "./schemes/dixa.ts";
import { eduzz } from "./schemes/eduzz.ts";
import { github } from "./schemes/github.ts";
import { hmac } from "./schemes/hmac.ts";
import { hubspotV1 } from "./schemes/hubspot-v1.ts";
import { hubspotV2 } from "./schemes/hubspot-v2.ts";
import { hubspotV3 } from "./schemes/hubspot-v3.ts";
import { intercom } from "./schemes/intercom.ts";
import { kiwify } from "./schemes/kiwify.ts";
import { kommo } from "./schemes/kommo.ts";
import { kommoChats } from "./schemes/kommo-chats.ts";
import { line } from "./schemes/line.ts";
import { linear } from "./schemes/linear.ts";
import { mailgun } from "./schemes/mailgun.ts";
import { mercadopago } from "./schemes/mercadopago.ts";
import { meta } from "./schemes/meta.ts";
import { nuvemshop } from "./schemes/nuvemshop.ts";
import { paddle } from "./schemes/paddle.ts";
import { pagarme } from "./schemes/pagarme.ts";
import { pagarmeV4 } from "./schemes/pagarme-v4.ts";
import { pagbank } from "./schemes/pagbank.ts";
import { sendgrid } from "./schemes/sendgrid.ts";
import { shopify } from "./schemes/shopify.ts";
import { slack } from "./schemes/slack.ts";
import { square } from "./schemes/square.ts";
import { standardWebhooks } from "./schemes/standard-webhooks.ts";
import { standardWebhooksV1a } from "./schemes/standard-webhooks-v1a.ts";
import { stripe } from "./schemes/stripe.ts";
import { tawk } from "./schemes/tawk.ts";
import { token } from "./schemes/token.ts";
import { twilio } from "./schemes/twilio.ts";
import { typeform } from "./schemes/typeform.ts";
import { woocommerce } from "./schemes/woocommerce.ts";
import { woovi } from "./schemes/woovi.ts";
import { wts } from "./schemes/wts.ts";
import { zendesk } from "./schemes/zendesk.ts";
import { zoom } from "./schemes/zoom.ts";

const all: readonly Scheme[] = [
  standardWebhooks,
  standardWebhooksV1a,
  stripe,
  github,
  meta,
  slack,
  zoom,
  shopify,
  hubspotV1,
  hubspotV2,
  hubspotV3,
  zendesk,
  twilio,
  sendgrid,
  square,
  paddle,
  box,
  line,
  convoy,
  intercom,
  calendly,
  typeform,
  chatwoot,
  linear,
  mercadopago,
  nuvemshop,
  woocommerce,
  kiwify,
  eduzz,
  pagbank,
  pagarme,
  pagarmeV4,
  woovi,
  bling,
  bitrix24,
  kommo,
  kommoChats,
  mailgun,
  tawk,
  dixa,
  token,
  basic,
  hmac,
  wts,
];

export const schemes: ReadonlyMap<string, Scheme> = new Map(all.map((scheme) => [scheme.name, scheme]));
