// What a person has to know of GitHub beside the worked file.
import type { Sender } from "../../sender.ts";
import { github } from "./source.ts";

export const githubSender: Sender = {
  key: "github",
  title: "GitHub",
  source: github,
  sample: "202-github-issue-closed.json",
  becomes: {
    en: "a closed issue leaves a note in every conversation that waits for it, and puts it back into the queue",
    "pt-BR": "a issue fechada deixa uma nota em todo atendimento que espera por ela, e o devolve à fila",
  },
  other: {
    at: ["body", "action"],
    value: "opened",
    called: { en: "an issue that was opened", "pt-BR": "uma issue aberta" },
  },
  secret: {
    en: "a text that you make up, of 16 characters or more: it is entered there as Secret",
    "pt-BR": "um texto que você inventa, de 16 caracteres ou mais: lá, ele vai no campo Secret",
  },
  enter: {
    en: [
      "In the repository open Settings, Webhooks, and add one.",
      "Payload URL {url}, content type application/json, the secret, and of the individual events: Issues",
      "Whoever promises an answer writes the issue's number into the session's metadata, as issue.",
    ],
    "pt-BR": [
      "No repositório, abra Settings, Webhooks, e adicione um.",
      "Payload URL {url}, content type application/json, o segredo, e dos eventos individuais: Issues",
      "Quem promete a resposta grava o número da issue nos metadados do atendimento, em issue.",
    ],
  },
};
