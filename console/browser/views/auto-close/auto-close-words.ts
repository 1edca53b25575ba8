// The words of all tabs of auto-close.
import type { PolicyState } from "../../../../cli/auto-close/list-policies.ts";
import type { ShownRun } from "../../../../cli/auto-close/show-run.ts";
import type { Wording } from "../../words/use-words.ts";

interface AutoCloseWords {
  intro: string;
  tabsLabel: string;
  tabs: { policies: string; preview: string; runs: string; report: string; closedDays: string };
  modes: Readonly<Record<PolicyState["mode"], string>>;
  states: Readonly<Record<ShownRun["state"] | "undone", string>>;
  /** Under which sessions are counted; a code or a word that is not here stays as it is. */
  counts: Readonly<Record<string, readonly [one: string, more: string]>>;
  actions: { close: string; warn: string; look: string };
  policy: string;
  session: string;
  why: string;
  nobody: string;
  by(who: string): string;
  startedBy: Readonly<Record<ShownRun["startedBy"], string>>;
  contactWrote: string;
  wasAnswered: string;
  protocol(number: string): string;
  showMore(count: number): string;
  allPolicies: string;
}

export const autoCloseWords: Wording<AutoCloseWords> = {
  en: {
    intro:
      "Policies warn and close sessions in which nobody has written for a while. A new policy only says what it would do until somebody confirms it.",
    tabsLabel: "Parts of auto-close",
    tabs: {
      policies: "Policies",
      preview: "Preview",
      runs: "Runs",
      report: "What came of it",
      closedDays: "Closed days",
    },
    modes: {
      acts: "acts",
      dry: "only says what it would do",
      unconfirmed: "new or changed, not confirmed",
      waiting: "waits to be confirmed",
      paused: "paused",
      "not-asked": "not asked",
      off: "switched off",
    },
    states: {
      running: "under way",
      done: "done",
      refused: "refused",
      stopped: "stopped",
      failed: "failed",
      superseded: "superseded",
      undone: "undone",
    },
    counts: {
      closed: ["closed", "closed"],
      warned: ["warned", "warned"],
      reopened: ["given back", "given back"],
      restored: ["opened again", "opened again"],
      left: ["left", "left"],
      failed: ["failed", "failed"],
      "would-close": ["would be closed", "would be closed"],
      "would-warn": ["would be warned", "would be warned"],
      "would-restore": ["would be opened again", "would be opened again"],
      "would-only-say-close": [
        "due to be closed, its policy only says so",
        "due to be closed, their policy only says so",
      ],
      "would-only-say-warn": [
        "due to be warned, its policy only says so",
        "due to be warned, their policy only says so",
      ],
      "next-run-close": ["closed by the next run", "closed by the next run"],
      "next-run-warn": ["warned by the next run", "warned by the next run"],
    },
    actions: { close: "close", warn: "warn", look: "look closer" },
    policy: "Policy",
    session: "Session",
    why: "Why",
    nobody: "nobody that is recorded",
    by: (who) => `by ${who}`,
    startedBy: { schedule: "the schedule", "command line": "by hand" },
    contactWrote: "Contact wrote",
    wasAnswered: "Was answered",
    protocol: (number) => `protocol ${number}`,
    showMore: (count) => `Show ${count} more`,
    allPolicies: "All",
  },
  "pt-BR": {
    intro:
      "As regras avisam e encerram atendimentos em que ninguém escreve há algum tempo. Uma regra nova só diz o que faria, até alguém a confirmar.",
    tabsLabel: "Partes do encerramento automático",
    tabs: {
      policies: "Regras",
      preview: "Simulação",
      runs: "Execuções",
      report: "No que deu",
      closedDays: "Dias fechados",
    },
    modes: {
      acts: "age",
      dry: "só diz o que faria",
      unconfirmed: "nova ou mudada, sem confirmação",
      waiting: "espera confirmação",
      paused: "pausada",
      "not-asked": "não pedida",
      off: "desligada",
    },
    states: {
      running: "em andamento",
      done: "terminou",
      refused: "recusada",
      stopped: "parou",
      failed: "falhou",
      superseded: "substituída",
      undone: "desfeita",
    },
    counts: {
      closed: ["encerrado", "encerrados"],
      warned: ["avisado", "avisados"],
      reopened: ["devolvido", "devolvidos"],
      restored: ["reaberto", "reabertos"],
      left: ["deixado", "deixados"],
      failed: ["com falha", "com falha"],
      "would-close": ["seria encerrado", "seriam encerrados"],
      "would-warn": ["seria avisado", "seriam avisados"],
      "would-restore": ["seria reaberto", "seriam reabertos"],
      "would-only-say-close": ["a encerrar, mas a regra só diz", "a encerrar, mas a regra só diz"],
      "would-only-say-warn": ["a avisar, mas a regra só diz", "a avisar, mas a regra só diz"],
      "next-run-close": ["encerrado na próxima execução", "encerrados na próxima execução"],
      "next-run-warn": ["avisado na próxima execução", "avisados na próxima execução"],
    },
    actions: { close: "encerrar", warn: "avisar", look: "olhar melhor" },
    policy: "Regra",
    session: "Atendimento",
    why: "Por quê",
    nobody: "ninguém registrado",
    by: (who) => `por ${who}`,
    startedBy: { schedule: "a agenda", "command line": "à mão" },
    contactWrote: "Cliente escreveu",
    wasAnswered: "Foi respondido",
    protocol: (number) => `protocolo ${number}`,
    showMore: (count) => `Mostrar mais ${count}`,
    allPolicies: "Todas",
  },
};
