// What a person has to know of Zendesk beside the worked file.
import type { Sender } from "../../sender.ts";
import { helpdesk } from "./source.ts";

export const helpdeskSender: Sender = {
  key: "helpdesk",
  title: "Zendesk",
  also: ["zendesk"],
  source: helpdesk,
  sample: "202-helpdesk-solved.json",
  becomes: { en: "a solved ticket completes its conversation", "pt-BR": "o chamado resolvido conclui o atendimento" },
  other: {
    at: ["body", "ticket", "status"],
    value: "hold",
    called: { en: "a ticket on hold", "pt-BR": "um chamado em espera" },
  },
  secret: {
    en: "the signing secret of the webhook, which Zendesk shows once it is made",
    "pt-BR": "o segredo de assinatura do webhook, que o Zendesk mostra depois de criado",
  },
  enter: {
    en: [
      "In the Admin Center open Apps and integrations, Webhooks, and create one for a trigger: address {url}, POST, JSON.",
      "Under Objects and rules, Triggers, make one that notifies it when the status changes, with a body such as that of the sample.",
      "Whoever opens the ticket writes the session's id into its external_id.",
    ],
    "pt-BR": [
      "Na Central de administração, abra Apps e integrações, Webhooks, e crie um para gatilho: endereço {url}, POST, JSON.",
      "Em Objetos e regras, Gatilhos, crie um que avise esse webhook quando o status muda, com um corpo como o da amostra.",
      "Quem abre o chamado grava o id do atendimento no external_id dele.",
    ],
  },
};
