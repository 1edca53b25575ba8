// What a person has to know of Mercado Pago beside the worked file.
import type { Sender } from "../../sender.ts";
import { mercadopago } from "./source.ts";

export const mercadopagoSender: Sender = {
  key: "mercadopago",
  title: "Mercado Pago",
  also: ["mercado-pago", "mp"],
  source: mercadopago,
  sample: "200-mercadopago-payment.json",
  becomes: {
    en: "an approved payment classifies the conversation of its order as won",
    "pt-BR": "o pagamento aprovado classifica o atendimento do pedido como ganho",
  },
  other: {
    at: ["body", "type"],
    value: "plan",
    called: { en: "a notice about a plan", "pt-BR": "um aviso sobre um plano" },
  },
  secret: {
    en: "the secret signature (assinatura secreta), which the page of the webhook shows",
    "pt-BR": "a assinatura secreta, que aparece na página do webhook",
  },
  lookupSecret: { en: "the access token: Credenciais de produção", "pt-BR": "o access token: Credenciais de produção" },
  enter: {
    en: [
      "In Mercado Pago open Suas integrações, your application, Webhooks.",
      "Address {url}, event Pagamentos",
      "Whoever makes the payment gives it the order's number as external_reference, and writes it into the session's metadata as pedido.",
    ],
    "pt-BR": [
      "No Mercado Pago, abra Suas integrações, a sua aplicação, Webhooks.",
      "Endereço {url}, evento Pagamentos",
      "Quem cria o pagamento põe nele o número do pedido como external_reference, e grava o mesmo nos metadados do atendimento, em pedido.",
    ],
  },
};
