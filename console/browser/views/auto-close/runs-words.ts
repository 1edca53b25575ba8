// The words of the runs of auto-close, and of one of them.
import type { SessionRecord } from "../../../../lib/auto-close/records/run-records.ts";
import type { UndoneOrNot } from "../../../../lib/auto-close/undo-run.ts";
import type { Wording } from "../../words/use-words.ts";

interface RunsWords {
  none: string;
  caption: string;
  busy: string;
  heads: { run: string; started: string; by: string; state: string; did: string; policies: string };
  more: string;
  chart: string;
  chartTable: string;
  chartTime: string;
  closed: string;
  warned: string;
  back: string;
  title(run: string): string;
  facts: {
    started: string;
    ended: string;
    idleAsOf: string;
    state: string;
    policies: string;
    sessions: string;
    continued: string;
    problems: string;
  };
  undo: string;
  continue: string;
  undoTitle: string;
  undoMeans: string;
  undoNothing: string;
  undone(at: string): string;
  undos: string;
  continueTitle: string;
  continueMeans(stoppedAt: number): string;
  soFar: string;
  sessions: string;
  noSessions: string;
  result: string;
  results: Readonly<Record<NonNullable<SessionRecord["result"]> | UndoneOrNot["result"], string>>;
  underWay: string;
  openedAgain: string;
  statusBefore: string;
  done: { undone: string; continued: string };
}

export const runsWords: Wording<RunsWords> = {
  en: {
    none: "There has been no run yet. The schedule begins one, or “Run now” on the policies.",
    caption: "Runs, the newest first",
    busy: "A run is at work at this moment.",
    heads: { run: "Run", started: "Started", by: "By", state: "State", did: "Did", policies: "Policies" },
    more: "Show older ones",
    chart: "Closed and warned, by run",
    chartTable: "The same in numbers",
    chartTime: "Run at",
    closed: "closed",
    warned: "warned",
    back: "All runs",
    title: (run) => `Run ${run}`,
    facts: {
      started: "Started",
      ended: "Ended",
      idleAsOf: "Idle as of",
      state: "State",
      policies: "Policies",
      sessions: "Sessions",
      continued: "Let go on by",
      problems: "What was wrong",
    },
    undo: "Undo …",
    continue: "Let it go on …",
    undoTitle: "Open again what this run closed?",
    undoMeans:
      "Where nobody has touched a session since, it gets back the status it had. Notes, farewells and metadata stay. It is closed again only when something has been said in it.",
    undoNothing: "Nothing of it can be opened again.",
    undone: (at) => `undone ${at}`,
    undos: "Undone",
    continueTitle: "Let this run go on to its end?",
    continueMeans: (stoppedAt) =>
      `It stopped since it would close more than ${stoppedAt} sessions, which is far more than usual. Only this run goes on; the next one that does so stops again.`,
    soFar: "So far:",
    sessions: "Sessions of this run",
    noSessions: "It did nothing to any session.",
    result: "Result",
    results: {
      closed: "closed",
      warned: "warned",
      reopened: "given back",
      left: "left",
      failed: "failed",
      "would-close": "would be closed",
      "would-warn": "would be warned",
      "would-restore": "would be opened again",
      restored: "opened again",
    },
    underWay: "under way",
    openedAgain: "opened again",
    statusBefore: "Status before",
    done: { undone: "The run is undone, as far as that could be.", continued: "The run goes on within a minute." },
  },
  "pt-BR": {
    none: "Ainda não houve execução. A agenda começa uma, ou “Executar agora” nas regras.",
    caption: "Execuções, a mais nova primeiro",
    busy: "Uma execução está em andamento neste momento.",
    heads: { run: "Execução", started: "Começou", by: "Por", state: "Situação", did: "Fez", policies: "Regras" },
    more: "Mostrar mais antigas",
    chart: "Encerrados e avisados, por execução",
    chartTable: "O mesmo em números",
    chartTime: "Execução em",
    closed: "encerrados",
    warned: "avisados",
    back: "Todas as execuções",
    title: (run) => `Execução ${run}`,
    facts: {
      started: "Começou",
      ended: "Terminou",
      idleAsOf: "Parados até",
      state: "Situação",
      policies: "Regras",
      sessions: "Atendimentos",
      continued: "Liberada por",
      problems: "O que estava errado",
    },
    undo: "Desfazer …",
    continue: "Deixar seguir …",
    undoTitle: "Reabrir o que esta execução encerrou?",
    undoMeans:
      "Onde ninguém mexeu desde então, o atendimento volta à situação que tinha. Notas, despedidas e metadados ficam. Só é encerrado de novo depois que alguém disser algo nele.",
    undoNothing: "Nada dela pode ser reaberto.",
    undone: (at) => `desfeita em ${at}`,
    undos: "Desfeita",
    continueTitle: "Deixar esta execução ir até o fim?",
    continueMeans: (stoppedAt) =>
      `Ela parou porque encerraria mais de ${stoppedAt} atendimentos, muito acima do normal. Só esta execução segue; a próxima que fizer isso para de novo.`,
    soFar: "Até agora:",
    sessions: "Atendimentos desta execução",
    noSessions: "Ela não fez nada com nenhum atendimento.",
    result: "Resultado",
    results: {
      closed: "encerrado",
      warned: "avisado",
      reopened: "devolvido",
      left: "deixado",
      failed: "falhou",
      "would-close": "seria encerrado",
      "would-warn": "seria avisado",
      "would-restore": "seria reaberto",
      restored: "reaberto",
    },
    underWay: "em andamento",
    openedAgain: "reaberto",
    statusBefore: "Situação antes",
    done: {
      undone: "A execução está desfeita, no que foi possível.",
      continued: "A execução segue dentro de um minuto.",
    },
  },
};
