// What a person has to know of Stripe beside the worked file.
import type { Sender } from "../../sender.ts";
import { stripe } from "./source.ts";

export const stripeSender: Sender = {
  key: "stripe",
  title: "Stripe",
  source: stripe,
  sample: "202-stripe-payment.json",
  becomes: {
    en: "a payment that succeeded classifies its conversation as won, with the amount in reais",
    "pt-BR": "o pagamento que deu certo classifica o atendimento como ganho, com o valor em reais",
  },
  other: {
    at: ["body", "type"],
    value: "payment_intent.created",
    called: { en: "a payment that was only begun", "pt-BR": "um pagamento só iniciado" },
  },
  secret: {
    en: "the signing secret of the endpoint, whsec_…, the whole text",
    "pt-BR": "o segredo de assinatura do endpoint, whsec_…, o texto inteiro",
  },
  enter: {
    en: [
      "In Stripe open Developers, Webhooks, and add an endpoint.",
      "Address {url}, event payment_intent.succeeded",
      "Whoever makes the payment writes the session's id into its metadata, as session_id.",
    ],
    "pt-BR": [
      "Na Stripe, abra Developers (Desenvolvedores), Webhooks, e adicione um endpoint.",
      "Endereço {url}, evento payment_intent.succeeded",
      "Quem cria o pagamento grava o id do atendimento nos metadados dele, em session_id.",
    ],
  },
};
