// What a person has to know of WooCommerce beside the worked file.
import type { Sender } from "../../sender.ts";
import { woocommerce } from "./source.ts";

export const woocommerceSender: Sender = {
  key: "woocommerce",
  title: "WooCommerce",
  also: ["woo"],
  source: woocommerce,
  sample: "200-woocommerce-order-processing.json",
  becomes: {
    en: "a paid order is written into the buyer's conversation, which is won",
    "pt-BR": "o pedido pago fica registrado no atendimento de quem comprou, que é ganho",
  },
  other: {
    at: ["body", "status"],
    value: "pending",
    called: { en: "an order that waits for its payment", "pt-BR": "um pedido que espera o pagamento" },
  },
  secret: {
    en: "a text that you make up, of 16 characters or more: it is entered there as Secret",
    "pt-BR": "um texto que você inventa, de 16 caracteres ou mais: lá, ele vai no campo Segredo",
  },
  enter: {
    en: [
      "In WordPress open WooCommerce, Settings, Advanced, Webhooks, and add one.",
      "Status Active, topic Order updated, delivery URL {url}, API version v3",
      "When it is saved it sends an unsigned ping, which is answered 200 and does nothing.",
    ],
    "pt-BR": [
      "No WordPress, abra WooCommerce, Configurações, Avançado, Webhooks, e adicione um.",
      "Status Ativo, tópico Pedido atualizado, URL de entrega {url}, versão da API v3",
      "Ao salvar, ele envia um teste sem assinatura, que recebe 200 e não faz nada.",
    ],
  },
};
