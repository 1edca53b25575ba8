// What a person has to know of a system of their own beside the worked file.
import type { Sender } from "../../sender.ts";
import { generic } from "./source.ts";

export const genericSender: Sender = {
  key: "generic",
  title: "generic",
  also: ["other", "outro", "hmac"],
  source: generic,
  sample: "202-generic-order-paid.json",
  becomes: {
    en: "a paid order is written into the buyer's conversation",
    "pt-BR": "o pedido pago fica registrado no atendimento de quem comprou",
  },
  other: {
    at: ["body", "event"],
    value: "order.created",
    called: { en: "an order that is not paid yet", "pt-BR": "um pedido ainda não pago" },
  },
  secret: {
    en: "the secret that your system signs with, of 16 characters or more",
    "pt-BR": "o segredo com que o seu sistema assina, de 16 caracteres ou mais",
  },
  enter: {
    en: [
      "Let your system post to {url}, with the HMAC-SHA256 of the body (hexadecimal) in the header x-signature.",
      "Put one of its real bodies into the sample, and change the mapping until the test says what you want.",
    ],
    "pt-BR": [
      "Faça o seu sistema enviar para {url}, com o HMAC-SHA256 do corpo (hexadecimal) no cabeçalho x-signature.",
      "Ponha na amostra um corpo real dele, e mude o mapeamento até o teste dizer o que você quer.",
    ],
  },
};
