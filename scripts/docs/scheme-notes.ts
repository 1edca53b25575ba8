// Who signs how, in words for the reference: what the schemes of lib/webhooks/signatures/schemes/ are to people.
import type { Notes } from "./notes.ts";

export interface SchemeNote {
  readonly sender: string;
  readonly signed: string;
  readonly secret: string;
  readonly notes?: string;
}

export const schemeNotes: Readonly<Record<string, SchemeNote>> = {
  "standard-webhooks": {
    sender: "Standard Webhooks, Svix, OpenAI and others",
    signed: "id, time, body",
    secret: "`whsec_…`",
    notes: "headers `webhook-…` or `svix-…`",
  },
  "standard-webhooks-v1a": {
    sender: "the same, with a key pair",
    signed: "id, time, body",
    secret: "the public key, `whpk_…`",
  },
  stripe: { sender: "Stripe", signed: "time, body", secret: "`whsec_…`, the whole text" },
  github: {
    sender: "GitHub",
    signed: "body",
    secret: "the secret of the webhook",
    notes: "the delivery id is not signed",
  },
  meta: {
    sender: "WhatsApp, Instagram and Messenger of Meta",
    signed: "body",
    secret: "the app secret",
    notes: "its question by GET is answered if it has a verify token of the source",
  },
  slack: {
    sender: "Slack Events",
    signed: "time, body",
    secret: "the signing secret",
    notes: "its `url_verification` is answered",
  },
  zoom: {
    sender: "Zoom",
    signed: "time, body",
    secret: "the secret token",
    notes: "its `endpoint.url_validation` is answered",
  },
  shopify: {
    sender: "Shopify",
    signed: "body",
    secret: "the client secret of the app",
    notes: "the event id is not signed",
  },
  "hubspot-v1": {
    sender: "HubSpot, oldest apps",
    signed: "body",
    secret: "the client secret of the app",
    notes: "a plain hash; use v3 if you can",
  },
  "hubspot-v2": {
    sender: "HubSpot workflows and cards",
    signed: "method, address, body",
    secret: "the client secret of the app",
    notes: "a plain hash; needs the public address",
  },
  "hubspot-v3": {
    sender: "HubSpot",
    signed: "method, address, body, time",
    secret: "the client secret of the app",
    notes: "needs the public address",
  },
  zendesk: { sender: "Zendesk", signed: "time, body", secret: "the signing secret of the webhook" },
  twilio: {
    sender: "Twilio",
    signed: "address, and form fields or the hash of a JSON body",
    secret: "the auth token",
    notes: "needs the public address",
  },
  sendgrid: {
    sender: "SendGrid events",
    signed: "time, body",
    secret: "the public verification key",
    notes: "the time is looked at only with `toleranceSeconds`",
  },
  square: {
    sender: "Square",
    signed: "address, body",
    secret: "the signature key of the subscription",
    notes: "needs the public address",
  },
  paddle: { sender: "Paddle Billing", signed: "time, body", secret: "the secret of the destination" },
  box: { sender: "Box", signed: "body, time", secret: "one or both signature keys", notes: "up to 10 minutes old" },
  line: { sender: "LINE", signed: "body", secret: "the channel secret" },
  convoy: {
    sender: "Convoy",
    signed: "body, or time and body",
    secret: "the secret of the endpoint",
    notes: "options `hash`, `encoding`, `mode`",
  },
  intercom: { sender: "Intercom", signed: "body", secret: "the client secret of the app", notes: "SHA-1" },
  calendly: { sender: "Calendly", signed: "time, body", secret: "the signing key of the subscription" },
  typeform: { sender: "Typeform", signed: "body", secret: "the secret of the webhook" },
  chatwoot: { sender: "Chatwoot", signed: "time, body", secret: "the secret of the webhook" },
  linear: {
    sender: "Linear",
    signed: "body, which has the time",
    secret: "the signing secret of the webhook",
    notes: "up to 60 s old",
  },
  mercadopago: {
    sender: "Mercado Pago",
    signed: "`data.id` of the address, request id, time",
    secret: "the secret signature of the application",
    notes: "the body is not signed: read the payment back",
  },
  nuvemshop: { sender: "Nuvemshop, Tiendanube", signed: "body", secret: "the client secret of the app" },
  woocommerce: {
    sender: "WooCommerce",
    signed: "body",
    secret: "the secret of the webhook",
    notes: "its ping, which is not signed, is answered; the delivery id is not signed",
  },
  kiwify: {
    sender: "Kiwify",
    signed: "body",
    secret: "the token of the webhook, 11 characters",
    notes: "SHA-1; the signature stands in the address",
  },
  eduzz: { sender: "Eduzz", signed: "body", secret: "the key that the webhook names (chave de acesso)" },
  pagbank: {
    sender: "PagBank",
    signed: "body",
    secret: "the token of the account",
    notes: "a plain hash; its sandbox often leaves the header out",
  },
  pagarme: {
    sender: "Pagar.me, version 5",
    signed: "nothing",
    secret: "`user:password` of the webhook",
  },
  "pagarme-v4": { sender: "Pagar.me, up to version 4", signed: "body", secret: "the API key", notes: "SHA-1; a form" },
  woovi: { sender: "Woovi, OpenPix", signed: "body", secret: "the public key of its documentation" },
  bling: { sender: "Bling", signed: "body", secret: "the client secret of the app" },
  bitrix24: {
    sender: "Bitrix24",
    signed: "nothing",
    secret: "the token of the outgoing webhook or app (`application_token`)",
    notes: "a form; the token stands in it, as `auth[application_token]`",
  },
  kommo: {
    sender: "Kommo, amoCRM: webhooks of an account",
    signed: "nothing",
    secret: "a long random text of yours",
    notes: "the end of the address; a form",
  },
  "kommo-chats": { sender: "Kommo, Chats API", signed: "body", secret: "the secret of the channel", notes: "SHA-1" },
  mailgun: {
    sender: "Mailgun",
    signed: "time and token, which stand in the body",
    secret: "the webhook signing key",
    notes: "nothing else in the body is signed; up to 12 hours old, since it is repeated for 8",
  },
  tawk: { sender: "tawk.to", signed: "body", secret: "the secret of the webhook", notes: "SHA-1" },
  dixa: { sender: "Dixa", signed: "time, body", secret: "the secret key, in hex" },
  token: {
    sender: "Asaas, Hotmart, RD Station and others",
    signed: "nothing",
    secret: "the token",
    notes: "options `header`, `query`, `body` or `path`; `bearer`",
  },
  basic: { sender: "Pipedrive and others", signed: "nothing", secret: "`user:password`" },
  hmac: { sender: "any other with a shared secret", signed: "what you say", secret: "the secret", notes: "see below" },
  wts: {
    sender: "WTS Chat",
    signed: "nothing",
    secret: "a long random text of yours",
    notes: "the end of the address; or option `header`",
  },
};

export const hmacNotes: Notes = {
  header: "the header that has the signature; or",
  query: "the parameter of the query that has it; or",
  body: "the property of a JSON body, such as `data.signature`, or the field of a form that has it",
  hash: 'also `"sha1"`, `"sha384"`, `"sha512"`',
  encoding: 'also `"base64"`',
  prefix: ["none", 'what stands before the signature, such as `"sha256="`'],
  list: ["none", "`{separator, pair, key}`, if the signature is an item of a list"],
  content:
    "what is signed: `{timestamp}`, `{id}`, `{body}`, `{method}`, `{url}`, `{header:name}`, `{query:name}`, `{body:name}` (a property, or a field of a form)",
  timestamp: [
    "none",
    '`{header}`, `{part}` of the list, `{query}` or `{body}` (a property), and its `unit`: `"s"`, `"ms"`, `"iso"`, `"s-or-ms"`, `"s-or-iso"`',
  ],
  idHeader: ["none", "the header that has `{id}`"],
  addedQuery: [
    "none",
    "where `{url}` is signed: the names of what the sender itself adds to the query of its [address](#signed-addresses)",
  ],
  secretForm: ["a text", '`{encoding: "base64" or "hex", prefix}`, if the secret is to be decoded'],
};
