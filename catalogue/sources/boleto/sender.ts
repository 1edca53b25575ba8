// What a person has to know of Boleto (Asaas) beside the worked file.
import type { Sender } from "../../sender.ts";
import { boleto } from "./source.ts";

export const boletoSender: Sender = {
  key: "boleto",
  title: "Boleto (Asaas)",
  source: boleto,
  sample: "200-boleto-created.json",
  becomes: {
    en: "a new boleto holds the conversation until two business days after its due date",
    "pt-BR": "o boleto novo deixa o atendimento em espera até dois dias úteis depois do vencimento",
  },
  other: {
    at: ["body", "payment", "billingType"],
    value: "PIX",
    called: { en: "a charge by Pix", "pt-BR": "uma cobrança por Pix" },
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
      "Address {url}, version v3, and the events PAYMENT_CREATED, PAYMENT_UPDATED, PAYMENT_RECEIVED, PAYMENT_CONFIRMED, PAYMENT_DELETED",
    ],
    "pt-BR": [
      "No Asaas, abra Integrações, Webhooks, e adicione um.",
      "Endereço {url}, versão v3, e os eventos PAYMENT_CREATED, PAYMENT_UPDATED, PAYMENT_RECEIVED, PAYMENT_CONFIRMED, PAYMENT_DELETED",
    ],
  },
};
