// The words of the preview.
import type { ShownSession } from "../../../../cli/auto-close/previewed-session.ts";
import type { RunPreview } from "../../../../cli/auto-close/show-preview.ts";
import type { Wording } from "../../words/use-words.ts";

interface PreviewWords {
  intro: string;
  start: string;
  again: string;
  cancel: string;
  asOf: string;
  outcome: string;
  outcomes: { all: string; close: string; warn: string; stays: string };
  due: string;
  noDue: string;
  heads: { would: string; run: string };
  runs: Readonly<Record<ShownSession["run"], (why: string) => string>>;
  staying: string;
  groups: string;
  groupHeads: { sessions: string; first: string };
  showThese: string;
  showAll: string;
  until: string;
  noStaying: string;
  noUntil: string;
  noRun: Readonly<Record<NonNullable<RunPreview["noRun"]>, string>>;
  ends: { maxPerRun(after: number): string; breaker(after: number): string };
  problems: string;
  heldBack: string;
  confirm: string;
  limits: { maxPerRun: string; breaker: string };
  nothingWritten: string;
}

export const previewWords: Wording<PreviewWords> = {
  en: {
    intro:
      "What the next run would do with each open session, and why. Nothing is written. WTS is asked for every open session, so it takes a while where there are many.",
    start: "Look now",
    again: "Look again",
    cancel: "Cancel",
    asOf: "As of (empty: now)",
    outcome: "Show",
    outcomes: { all: "All", close: "Closed", warn: "Warned", stays: "Staying" },
    due: "Would be warned or closed",
    noDue: "Nobody would be warned or closed.",
    heads: { would: "Would", run: "The run" },
    runs: {
      does: () => "does it",
      says: () => "only says so",
      leaves: (why) => `leaves it: ${why}`,
      "ends-before": (why) => `ends before it: ${why}`,
    },
    staying: "Stay open",
    groups: "Why they stay",
    groupHeads: { sessions: "Sessions", first: "The first until" },
    showThese: "Show these",
    showAll: "Show all",
    until: "At least until",
    noStaying: "No other session is open.",
    noUntil: "until something changes",
    noRun: {
      paused: "The account is paused: no run does anything.",
      busy: "A run is at work right now. What it does meanwhile is not in this.",
      stopped: "A run stopped, and none begins before somebody has looked at it.",
      "no-policy": "No policy may act: no run begins.",
    },
    ends: {
      maxPerRun: (after) => `The run ends after ${after} sessions (maxPerRun); the next one goes on.`,
      breaker: (after) =>
        `The run stops after ${after} sessions: more would be far more than usual, and somebody has to look.`,
    },
    problems: "Something is wrong with a policy, so it does nothing:",
    heldBack: "These policies may not act yet, so their sessions are left:",
    confirm: "Confirm …",
    limits: { maxPerRun: "maxPerRun", breaker: "far more than usual" },
    nothingWritten: "Nothing was written.",
  },
  "pt-BR": {
    intro:
      "O que a próxima execução faria com cada atendimento aberto, e por quê. Nada é gravado. O WTS é consultado sobre todos os abertos, por isso demora quando são muitos.",
    start: "Simular agora",
    again: "Simular de novo",
    cancel: "Cancelar",
    asOf: "Como se fosse (vazio: agora)",
    outcome: "Mostrar",
    outcomes: { all: "Todos", close: "Encerrados", warn: "Avisados", stays: "Ficam" },
    due: "Seriam avisados ou encerrados",
    noDue: "Ninguém seria avisado ou encerrado.",
    heads: { would: "Faria", run: "A execução" },
    runs: {
      does: () => "faz",
      says: () => "só diz",
      leaves: (why) => `deixa: ${why}`,
      "ends-before": (why) => `termina antes: ${why}`,
    },
    staying: "Ficam abertos",
    groups: "Por que ficam",
    groupHeads: { sessions: "Atendimentos", first: "O primeiro até" },
    showThese: "Mostrar estes",
    showAll: "Mostrar todos",
    until: "Pelo menos até",
    noStaying: "Nenhum outro atendimento está aberto.",
    noUntil: "até algo mudar",
    noRun: {
      paused: "A conta está pausada: nenhuma execução faz nada.",
      busy: "Uma execução está em andamento. O que ela faz agora não está aqui.",
      stopped: "Uma execução parou, e nenhuma começa antes que alguém olhe.",
      "no-policy": "Nenhuma regra pode agir: nenhuma execução começa.",
    },
    ends: {
      maxPerRun: (after) => `A execução termina depois de ${after} atendimentos (maxPerRun); a próxima continua.`,
      breaker: (after) =>
        `A execução para depois de ${after} atendimentos: seria muito acima do normal, e alguém precisa olhar.`,
    },
    problems: "Há um erro numa regra, por isso ela não faz nada:",
    heldBack: "Estas regras ainda não podem agir, por isso os atendimentos delas são deixados:",
    confirm: "Confirmar …",
    limits: { maxPerRun: "maxPerRun", breaker: "muito acima do normal" },
    nothingWritten: "Nada foi gravado.",
  },
};
