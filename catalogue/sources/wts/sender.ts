// What a person has to know of WTS Chat beside the worked file.
import type { Sender } from "../../sender.ts";
import { wts } from "./source.ts";

export const wtsSender: Sender = {
  key: "wts",
  title: "WTS Chat",
  source: wts,
  sample: "200-wts-session-new.json",
  becomes: { en: "a new session is published on the bus", "pt-BR": "o atendimento novo é publicado no barramento" },
  other: { at: ["body", "eventType"], value: "MESSAGE_RECEIVED", called: { en: "a message", "pt-BR": "uma mensagem" } },
  secret: {
    en: "a text that you make up: `openssl rand -hex 32` prints one; it stands at the end of the address",
    "pt-BR": "um texto que você inventa: `openssl rand -hex 32` mostra um; ele fica no fim do endereço",
  },
  enter: {
    en: ["In WTS Chat open Ajustes, Integrações, Webhooks, and add the address {url}"],
    "pt-BR": ["No WTS Chat, abra Ajustes, Integrações, Webhooks, e adicione o endereço {url}"],
  },
};
