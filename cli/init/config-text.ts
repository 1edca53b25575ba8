// The first hooks.config.ts of a user's folder, in every language: little stands in it, and each line says what it is for.
import type { Language } from "../../lib/core/texts/language.ts";

export const configText: Readonly<Record<Language, string>> = {
  en: `// What happens to our sessions. \`npm run build\` checks it and lists all problems at once; what is left out has its default.
import { defineConfig } from "wts-session-hooks";
import { crm } from "./sources/crm.ts";

export default defineConfig({
  // The zone of times that are written without one, such as "2026-11-30 18:00".
  timeZone: "America/Sao_Paulo",

  // The language of notes, explanations and alerts.
  language: "en",

  // The country of phone numbers that are written without one.
  phoneCountry: "BR",

  // Who may post to /webhooks/<name>, a file each. This one is there to be tried: \`npm run hooks -- new source\` writes yours.
  sources: { crm },

  // Of a white label, write its API's host here:
  // wts: { baseUrl: "https://api.wts.chat" },

  autoClose: {
    // Which idle sessions are closed; the first policy that matches decides. \`npm run hooks -- new policy\` writes some to begin with.
    policies: [],
  },

  routing: {
    // Who gets a session; the first policy that fits decides.
    policies: [],
  },
});
`,
  "pt-BR": `// O que acontece com os nossos atendimentos. O \`npm run build\` confere tudo e lista todos os problemas de uma vez; o que não estiver aqui vale o padrão.
import { defineConfig } from "wts-session-hooks";
import { crm } from "./sources/crm.ts";

export default defineConfig({
  // Fuso dos horários escritos sem fuso, como "2026-11-30 18:00".
  timeZone: "America/Sao_Paulo",

  // Idioma das notas, explicações e alertas.
  language: "pt-BR",

  // País dos telefones escritos sem o código do país.
  phoneCountry: "BR",

  // Quem pode enviar para /webhooks/<nome>, um arquivo para cada. Esta é só para experimentar: \`npm run hooks -- new source\` escreve as suas.
  sources: { crm },

  // Se você usa uma marca própria (white label), ponha aqui o endereço da API dela:
  // wts: { baseUrl: "https://api.wts.chat" },

  autoClose: {
    // Quais atendimentos parados são encerrados; decide a primeira regra que servir. \`npm run hooks -- new policy\` escreve algumas para começar.
    policies: [],
  },

  routing: {
    // Quem recebe cada atendimento; decide a primeira regra que servir.
    policies: [],
  },
});
`,
};
