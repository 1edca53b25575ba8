// What a person has to know of Asaas beside the worked file.
import type { Sender } from "../../sender.ts";
import { asaas } from "./source.ts";

export const asaasSender: Sender = {
  key: "asaas",
  title: "Asaas",
  source: asaas,
  sample: "200-asaas-payment-received.json",
  becomes: {
    en: "a payment that was received is noted in the customer's conversation",
    "pt-BR": "o pagamento recebido fica anotado no atendimento do cliente",
  },
  other: {
    at: ["body", "event"],
    value: "PAYMENT_CREATED",
    called: { en: "a new charge", "pt-BR": "uma cobrança nova" },
  },
  secret: {
    en: "a token that you make up, of 32 characters or more: it is entered there as token de autenticação",
    "pt-BR": "um token que você inventa, de 32 caracteres ou mais: lá, ele vai no campo token de autenticação",
  },
  lookupSecret: {
    en: "the key of its API: Integrações, Chaves de API",
    "pt-BR": "a chave da API: Integrações, Chaves de API",
  },
  enter: {
    en: [
      "In Asaas open Integrações, Webhooks, and add one.",
      "Address {url}, version v3, send type sequential, event PAYMENT_RECEIVED",
    ],
    "pt-BR": [
      "No Asaas, abra Integrações, Webhooks, e adicione um.",
      "Endereço {url}, versão v3, envio sequencial, evento PAYMENT_RECEIVED (cobrança recebida)",
    ],
  },
};
