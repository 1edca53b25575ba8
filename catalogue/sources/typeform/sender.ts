// What a person has to know of Typeform beside the worked file.
import type { Sender } from "../../sender.ts";
import { typeform } from "./source.ts";

export const typeformSender: Sender = {
  key: "typeform",
  title: "Typeform",
  source: typeform,
  sample: "202-typeform-form-response.json",
  becomes: {
    en: "an answered form leaves a note and hands the conversation to Comercial",
    "pt-BR": "o formulário respondido deixa uma nota e leva o atendimento para o Comercial",
  },
  other: {
    at: ["body", "event_type"],
    value: "form_response_partial",
    called: { en: "a form that is not finished yet", "pt-BR": "um formulário ainda não terminado" },
  },
  secret: {
    en: "a text that you make up, of 16 characters or more: it is entered there as Secret",
    "pt-BR": "um texto que você inventa, de 16 caracteres ou mais: lá, ele vai no campo Secret",
  },
  enter: {
    en: [
      "In the form open Connect, Webhooks, and add one.",
      "Endpoint {url}; then edit it, enter the secret, and switch it on",
      "The form needs a question of the kind Phone number; change the department in the file, if yours is not Comercial.",
    ],
    "pt-BR": [
      "No formulário, abra Connect, Webhooks, e adicione um.",
      "Endpoint {url}; depois edite, ponha o segredo e ligue",
      "O formulário precisa de uma pergunta do tipo Phone number; troque o departamento no arquivo, se o seu não for Comercial.",
    ],
  },
};
