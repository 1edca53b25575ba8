// What a person has to know of Hotmart beside the worked file.
import type { Sender } from "../../sender.ts";
import { hotmart } from "./source.ts";

export const hotmartSender: Sender = {
  key: "hotmart",
  title: "Hotmart",
  source: hotmart,
  sample: "200-hotmart-purchase-approved.json",
  becomes: {
    en: "an approved purchase is written into the buyer's conversation, which is won",
    "pt-BR": "a compra aprovada fica registrada no atendimento do comprador, que é ganho",
  },
  other: { at: ["body", "event"], value: "PURCHASE_REFUNDED", called: { en: "a refund", "pt-BR": "um reembolso" } },
  secret: {
    en: "the hottok: in Hotmart under Ferramentas, Webhook (API e notificações), tab Autenticação",
    "pt-BR": "o hottok: na Hotmart, em Ferramentas, Webhook (API e notificações), aba Autenticação",
  },
  enter: {
    en: [
      "In Hotmart open Ferramentas, Webhook (API e notificações), and choose Cadastrar Webhook.",
      "Version 2.0.0, event Compra aprovada, address {url}",
    ],
    "pt-BR": [
      "Na Hotmart, abra Ferramentas, Webhook (API e notificações), e escolha Cadastrar Webhook.",
      "Versão 2.0.0, evento Compra aprovada, endereço {url}",
    ],
  },
};
