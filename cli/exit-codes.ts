// What the exit code of each command says: for --help and the reference, so that both say the same of all.
import type { Language } from "../lib/core/texts/language.ts";

/** By the words of a command. These have a verdict: they answer 1 also when they did what was asked, and found this. */
export const badVerdicts: Readonly<Record<string, string>> = {
  status:
    "somebody is needed: an account is paused or has no key, its latest run did not end well, something is parked, or with --keys WTS Chat refuses one",
  doctor: "something is wrong",
  "parked replay": "something was kept",
  explain: "the delivery would be refused or parked (what was not looked up counts as good)",
  "n8n import": "something of the workflow is left to you",
  send: "the answer is no success",
  "auto-close": "nothing was done; with --dry-run, if somebody has to look before a run does what it should",
  "auto-close runs undo": "a session could not be opened again",
  "privacy erase": "something is at work or waits, so that not all is erased",
};

const badVerdictsInPortuguese: Readonly<Record<string, string>> = {
  status:
    "se alguém tem de olhar: uma conta está pausada ou sem chave, a última execução dela não terminou bem, algo ficou retido, ou com --keys o WTS Chat recusa uma",
  doctor: "se algo está errado",
  "parked replay": "se algo continuou retido",
  explain: "se a entrega seria recusada ou retida (o que não foi procurado conta como bom)",
  "n8n import": "se algo do fluxo ficou com você",
  send: "se a resposta não é de sucesso",
  "auto-close": "se nada foi feito; com --dry-run, se alguém tem de olhar antes que uma execução faça o que deve",
  "auto-close runs undo": "se um atendimento não pôde ser reaberto",
  "privacy erase": "se algo está em andamento ou na fila, e por isso nem tudo foi apagado",
};

const texts: Readonly<Record<Language, (words: string) => string>> = {
  en: (words) =>
    `Exit codes: 0 done, 1 not done, 2 wrong usage${badVerdicts[words] ? `; 1 also if ${badVerdicts[words]}` : ""}`,
  "pt-BR": (words) => {
    const verdict = badVerdictsInPortuguese[words];
    return `Códigos de saída: 0 feito, 1 não feito, 2 uso errado${verdict ? `; 1 também ${verdict}` : ""}`;
  },
};

export const exitCodeText = (words: string, language: Language = "en"): string => texts[language](words);
