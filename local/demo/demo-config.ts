// What the demo is configured with, whatever a user writes in the hooks.config.ts of their own; a file for each language names it.
import { defineConfig } from "wts-session-hooks";
import type { Language } from "../../lib/core/texts/language.ts";
import { demoWords } from "./demo-words.ts";

export const demoConfig = (language: Language) => {
  const { policyTexts } = demoWords[language];
  return defineConfig({
    language,
    timeZone: "America/Sao_Paulo",
    sources: {
      crm: {
        verify: "standard-webhooks",
        deliveryId: "body.id",
        occurredAt: "body.timestamp",
        filter: "body.type = 'deal.won'",
        map: {
          command: "'complete'",
          sessionId: "body.data.session_id",
          note: "'Negócio ' & body.data.id & ' ganho no CRM'",
          metadata: { negocio: "body.data.id", valor: "body.data.value" },
        },
      },
      wts: { verify: "wts", publish: ["SESSION_NEW"] },
    },
    autoClose: {
      // The first run shows, the next one acts: here that is a minute later.
      everyMinutes: 1,
      policies: [
        {
          name: "financeiro",
          match: { department: "Financeiro" },
          idle: { hours: 2 },
          courtesyReplies: true,
          whenUnsendable: "close",
          close: {},
        },
        {
          name: "comercial",
          match: { department: "Comercial" },
          idle: { hours: 2 },
          courtesyReplies: true,
          warning: { text: policyTexts.warning, grace: { minutes: 30 } },
          whenUnsendable: "close",
          close: { farewell: policyTexts.farewell },
        },
      ],
    },
    routing: { policies: [{ name: "fila", when: ["SESSION_NEW"], department: "Comercial" }] },
  });
};
