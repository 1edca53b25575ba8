// What a person has to know of Nuvemshop beside the worked file.
import type { Sender } from "../../sender.ts";
import { nuvemshop } from "./source.ts";

export const nuvemshopSender: Sender = {
  key: "nuvemshop",
  title: "Nuvemshop",
  also: ["tiendanube"],
  source: nuvemshop,
  sample: "202-nuvemshop-order-paid.json",
  becomes: {
    en: "a paid order is noted in the buyer's conversation",
    "pt-BR": "o pedido pago fica anotado no atendimento de quem comprou",
  },
  other: {
    at: ["body", "event"],
    value: "order/created",
    called: { en: "an order that is not paid yet", "pt-BR": "um pedido ainda não pago" },
  },
  secret: {
    en: "the client secret of your app in the partners' portal",
    "pt-BR": "o client secret do seu aplicativo, no portal de parceiros",
  },
  lookupSecret: {
    en: "the access token that the store gave your app",
    "pt-BR": "o access token que a loja deu ao seu aplicativo",
  },
  enter: {
    en: [
      "Nuvemshop has no page for it: your app asks its API for the webhook.",
      'POST /v1/<store>/webhooks with {"event": "order/paid", "url": "{url}"}',
      "Put your own e-mail into the file, in place of suporte@loja.example.",
    ],
    "pt-BR": [
      "A Nuvemshop não tem tela para isso: o seu aplicativo pede o webhook pela API.",
      'POST /v1/<loja>/webhooks com {"event": "order/paid", "url": "{url}"}',
      "Ponha o seu e-mail no arquivo, no lugar de suporte@loja.example.",
    ],
  },
};
