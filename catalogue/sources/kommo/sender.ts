// What a person has to know of Kommo beside the worked file.
import type { Sender } from "../../sender.ts";
import { kommo } from "./source.ts";

export const kommoSender: Sender = {
  key: "kommo",
  title: "Kommo",
  also: ["amocrm"],
  source: kommo,
  sample: "200-kommo-lead-won.json",
  becomes: {
    en: "a lead that was won classifies its contact's conversation as won, with its price",
    "pt-BR": "o lead ganho classifica o atendimento do contato como ganho, com o valor",
  },
  other: {
    at: ["body", "leads[status][0][status_id]"],
    value: "143",
    called: { en: "a lead that was lost", "pt-BR": "um lead perdido" },
  },
  secret: {
    en: "a text that you make up, of 16 characters or more: it stands at the end of the address",
    "pt-BR": "um texto que você inventa, de 16 caracteres ou mais: ele fica no fim do endereço",
  },
  lookupSecret: {
    en: "a long-lived token of a private integration: Settings, Integrations, Create integration",
    "pt-BR": "um token de longa duração de uma integração privada: Configurações, Integrações, Criar integração",
  },
  enter: {
    en: [
      "In Kommo open Settings, Integrations, Web hooks, and add one.",
      "Address {url}, event Lead status changed",
      "Put your account's address into the file, in place of suaempresa.kommo.com.",
    ],
    "pt-BR": [
      "No Kommo, abra Configurações, Integrações, Web hooks, e adicione um.",
      "Endereço {url}, evento Status do lead alterado",
      "Ponha no arquivo o endereço da sua conta, no lugar de suaempresa.kommo.com.",
    ],
  },
};
