// What a person has to know of RD Station beside the worked file.
import type { Sender } from "../../sender.ts";
import { rdstation } from "./source.ts";

export const rdstationSender: Sender = {
  key: "rdstation",
  title: "RD Station",
  also: ["rd-station", "rd"],
  source: rdstation,
  sample: "200-rdstation-lead.json",
  becomes: {
    en: "a lead who is already talking with us is handed to Comercial",
    "pt-BR": "o lead que já está conversando com a gente vai para o Comercial",
  },
  other: {
    at: ["body", "leads"],
    value: [],
    called: { en: "a delivery without leads", "pt-BR": "uma entrega sem leads" },
  },
  secret: {
    en: "a text that you make up, of 16 characters or more: it stands at the end of the address",
    "pt-BR": "um texto que você inventa, de 16 caracteres ou mais: ele fica no fim do endereço",
  },
  enter: {
    en: [
      "In RD Station Marketing open Integrações, Webhooks, and create one.",
      "Address {url}, with the trigger that means a raised hand, such as Oportunidade",
      "Change the department in the file, if yours is not Comercial.",
    ],
    "pt-BR": [
      "Na RD Station Marketing, abra Integrações, Webhooks, e crie um.",
      "Endereço {url}, com o gatilho que para você é levantada de mão, como Oportunidade",
      "Troque o departamento no arquivo, se o seu não for Comercial.",
    ],
  },
};
