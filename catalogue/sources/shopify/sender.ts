// What a person has to know of Shopify beside the worked file.
import type { Sender } from "../../sender.ts";
import { shopify } from "./source.ts";

export const shopifySender: Sender = {
  key: "shopify",
  title: "Shopify",
  source: shopify,
  sample: "202-shopify-order-paid.json",
  becomes: {
    en: "a paid order is written into the buyer's conversation, which is won",
    "pt-BR": "o pedido pago fica registrado no atendimento de quem comprou, que é ganho",
  },
  other: {
    at: ["body", "financial_status"],
    value: "pending",
    called: { en: "an order that is not paid yet", "pt-BR": "um pedido ainda não pago" },
  },
  secret: {
    en: "what the page of the webhooks says they are signed with; of an app of yours its client secret",
    "pt-BR":
      "a chave com que a página dos webhooks diz que eles são assinados; se for um aplicativo seu, o client secret dele",
  },
  enter: {
    en: [
      "In the admin of the store open Settings, Notifications, Webhooks, and create one.",
      "Event Order payment (orders/paid), format JSON, address {url}",
    ],
    "pt-BR": [
      "No admin da loja, abra Configurações, Notificações, Webhooks, e crie um.",
      "Evento Pagamento do pedido (orders/paid), formato JSON, endereço {url}",
    ],
  },
};
