// What a person has to know of CRM (Standard Webhooks, Svix) beside the worked file.
import type { Sender } from "../../sender.ts";
import { crm } from "./source.ts";

export const crmSender: Sender = {
  key: "crm",
  title: "CRM (Standard Webhooks, Svix)",
  also: ["standard-webhooks", "svix"],
  source: crm,
  sample: "202-crm-deal-won.json",
  becomes: {
    en: "a deal that was won completes its conversation",
    "pt-BR": "o negócio ganho conclui o atendimento dele",
  },
  other: {
    at: ["body", "type"],
    value: "deal.lost",
    called: { en: "a deal that was lost", "pt-BR": "um negócio perdido" },
  },
  secret: {
    en: "the signing secret, whsec_…, which the CRM shows",
    "pt-BR": "o segredo de assinatura, whsec_…, que o CRM mostra",
  },
  enter: {
    en: [
      "In your CRM add a webhook with the address {url}, for deals that are won.",
      "Whoever makes the deal writes the session's id into it, as session_id.",
    ],
    "pt-BR": [
      "No seu CRM, crie um webhook com o endereço {url}, para negócios ganhos.",
      "Quem cria o negócio grava nele o id do atendimento, em session_id.",
    ],
  },
};
