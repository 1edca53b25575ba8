// The words of `notify`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface NotifyWords {
  heads: readonly [string, string, string, string, string];
  ready: string;
  nobody: string;
  sent(name: string, place: string): string;
}

export const notifyWords: Readonly<Record<Language, NotifyWords>> = {
  en: {
    heads: ["NAME", "KIND", "TOLD OF", "WEEKLY SUMMARY", "ADDRESS"],
    ready: "there",
    nobody: "Nobody is told: `notify` of hooks.config.ts is empty.",
    sent: (name, place) => `A test message went to ${name} of ${place}.`,
  },
  "pt-BR": {
    heads: ["NOME", "TIPO", "AVISADO DE", "RESUMO SEMANAL", "ENDEREÇO"],
    ready: "existe",
    nobody: "Ninguém é avisado: `notify` do hooks.config.ts está vazio.",
    sent: (name, place) => `Uma mensagem de teste foi para ${name} (${place}).`,
  },
};
