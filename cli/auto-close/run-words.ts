// The words of previews and runs of auto-close, in every language; codes are the same in all.
import type { Preview } from "../../lib/auto-close/preview-run.ts";
import type { PolicyMode, RunRecord } from "../../lib/auto-close/records/run-records.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import type { ShownSession } from "./previewed-session.ts";

interface RunWords {
  runs: Readonly<Record<ShownSession["run"], (code: string) => string>>;
  actions: Readonly<Record<ShownSession["would"], string>>;
  shownHeads: readonly string[];
  stayingHeads: readonly string[];
  groupHeads: readonly string[];
  noRun: Readonly<Record<NonNullable<Preview["noRun"]>, (account: string, runId: string) => string>>;
  endsAtLimit(after: number): string;
  stopsAtBreaker(after: number): string;
  opening(about: { now: string; timeZone: string; account: string; place: string }): string;
  more(count: number): string;
  staying: string;
  moreStay(count: number): string;
  together(counts: string): string;
  noSession: string;
  notOpen(sessionId: string): string;
  nothingDoneFor(problem: string): string;
  /** The words under which sessions are counted; a code or a word that is not here stays as it is. */
  counts: Readonly<Record<string, string>>;
  policy(name: string, remedy: string): string;
  remedies: Readonly<Record<Exclude<PolicyMode, "acts">, (policy: string) => string>>;
  modes: Readonly<Record<PolicyMode, string>>;
  states: Readonly<Record<RunRecord["state"] | "undone", string>>;
  startedBy(run: Pick<RunRecord, "startedBy" | "orderedBy">): string;
  /** The exit code is 1. */
  needsSomebody: string;
  noRuns(account: string, place: string): string;
  runsOf(about: { account: string; place: string; timeZone: string }): string;
  runHeads: readonly string[];
  run: Readonly<
    Record<
      | "run"
      | "account"
      | "times"
      | "started"
      | "ended"
      | "idleAsOf"
      | "state"
      | "policies"
      | "sessions"
      | "continued"
      | "undone"
      | "problem",
      string
    >
  >;
  timesOf(timeZone: string): string;
  by(instant: string, who: string): string;
  undoneBy(who: string, counts: string): string;
  underWay(action: string): string;
  openedAgain(instant: string): string;
  sessionHeads: readonly string[];
  /** `again`: it had been confirmed before. */
  confirmed(about: { policy: string; account: string; run: string | undefined; again: boolean }): string;
  thatRun(counts: string, run: string): string;
  showedNobody(policy: string): string;
  policyPaused(policy: string, account: string): string;
  policyResumed(policy: string, account: string): string;
  runGoesOn(run: string, account: string): string;
  runWas(about: { run: string; account: string; place: string; state: RunRecord["state"]; counts: string }): string;
  nothingToDo: string;
  interrupted: string;
  listsSessions(run: string): string;
  ofRun(run: string, account: string, place: string): string;
  closedNothing(ofRun: string): string;
  undoneNothing: string;
  undoneAfter: string;
  undoHeads: readonly string[];
  results: Readonly<Record<string, string>>;
}

export const runWords: Readonly<Record<Language, RunWords>> = {
  en: {
    runs: {
      does: () => "does it",
      says: () => "only says so",
      leaves: (code) => `leaves it: ${code}`,
      "ends-before": (code) => `ends before it: ${code}`,
    },
    actions: { close: "close", warn: "warn" },
    shownHeads: ["SESSION", "POLICY", "WOULD", "THE RUN", "CONTACT WROTE", "WAS ANSWERED", "WHY"],
    stayingHeads: ["SESSION", "POLICY", "STAYS UNTIL", "WHY"],
    groupHeads: ["SESSIONS", "POLICY", "WHY", "THE FIRST UNTIL"],
    noRun: {
      paused: (account) => `Account ${account} is paused: \`resume\` lets it go on.`,
      busy: (account) => `A run of account ${account} is at work right now: what it does meanwhile is not in this.`,
      stopped: (_account, runId) =>
        `Run ${runId} stopped, and none begins before somebody has looked: \`auto-close runs show ${runId}\`, then \`auto-close continue ${runId}\`.`,
      "no-policy": (account) => `No policy of account ${account} may act: no run begins.`,
    },
    endsAtLimit: (after) => `The run ends after ${after} (maxPerRun); the next one goes on.`,
    stopsAtBreaker: (after) =>
      `The run stops after ${after}: more would be far more than usual, and somebody has to look (\`auto-close continue <run>\`).`,
    opening: ({ now, timeZone, account, place }) =>
      `What a run at ${now} (times are those of ${timeZone}) would do in account ${account} of ${place}; nothing was written.`,
    more: (count) => `… and ${count} more; --show shows them, --json all.`,
    staying: "Staying:",
    moreStay: (count) => `… and ${count} more stay.`,
    together: (counts) => `Together: ${counts}`,
    noSession: "no open session",
    notOpen: (sessionId) =>
      `Session ${sessionId} is not among the open ones that a policy could close: \`session ${sessionId}\` says what was done with it.`,
    nothingDoneFor: (problem) => `Nothing is done for ${problem}`,
    counts: {},
    policy: (name, remedy) => `Policy ${name} ${remedy}.`,
    remedies: {
      dry: () => "only says what it would do (`dryRun` in hooks.config.ts)",
      "not-asked": () => "keeps its sessions: the run was begun for another policy alone",
      paused: (policy) => `is paused: \`auto-close resume ${policy}\` lets it act`,
      waiting: (policy) => `is not confirmed yet: \`auto-close confirm ${policy}\` lets it act`,
      unconfirmed: (policy) =>
        `is new or changed: its first run only says what it would do, then \`auto-close confirm ${policy}\` lets it act`,
    },
    modes: {
      acts: "acts",
      dry: "dry",
      "not-asked": "not-asked",
      paused: "paused",
      waiting: "waiting",
      unconfirmed: "unconfirmed",
    },
    states: {
      running: "running",
      done: "done",
      refused: "refused",
      stopped: "stopped",
      failed: "failed",
      superseded: "superseded",
      undone: "undone",
    },
    startedBy: ({ startedBy, orderedBy }) => (orderedBy === undefined ? startedBy : `${orderedBy} (${startedBy})`),
    needsSomebody: "Somebody has to look at this before a run does what it should.",
    noRuns: (account, place) => `No run of account ${account} in ${place} yet.`,
    runsOf: ({ account, place, timeZone }) => `Runs of account ${account} in ${place} (times are those of ${timeZone})`,
    runHeads: ["RUN", "STARTED", "BY", "STATE", "DID", "POLICIES"],
    run: {
      run: "run",
      account: "account",
      times: "times",
      started: "started",
      ended: "ended",
      idleAsOf: "idle as of",
      state: "state",
      policies: "policies",
      sessions: "sessions",
      continued: "let go on",
      undone: "undone",
      problem: "problem",
    },
    timesOf: (timeZone) => `those of ${timeZone}`,
    by: (instant, who) => `${instant}, by ${who}`,
    undoneBy: (who, counts) => `by ${who}: ${counts}`,
    underWay: (action) => `${action}, under way`,
    openedAgain: (instant) => `, opened again ${instant}`,
    sessionHeads: ["SESSION", "POLICY", "RESULT", "STATUS BEFORE", "CONTACT WROTE", "WAS ANSWERED", "WHY"],
    confirmed: ({ policy, account, run, again }) =>
      `Policy ${policy} of account ${account} is${again ? " already" : ""} confirmed, as ${run === undefined ? "it is configured now" : `run ${run} has shown it`}: it acts from its next run on.`,
    thatRun: (counts, run) => `That run: ${counts}; \`auto-close runs show ${run}\` lists the sessions.`,
    showedNobody: (policy) =>
      `It showed nobody who would be warned or closed: \`auto-close --dry-run --policy ${policy}\` looks again, and with --now as of another time.`,
    policyPaused: (policy, account) =>
      `Paused: policy ${policy} of account ${account} warns and closes nobody, from within a few seconds on; its sessions go to no other policy.`,
    policyResumed: (policy, account) =>
      `Resumed: policy ${policy} of account ${account} acts again from the next run on.`,
    runGoesOn: (run, account) => `Run ${run} of account ${account} goes on within a minute, to its end.`,
    runWas: ({ run, account, place, state, counts }) =>
      `Run ${run} in account ${account} of ${place}: ${state}; ${counts}`,
    nothingToDo: "nothing to do",
    interrupted: "It was interrupted; the schedule goes on with it within a minute.",
    listsSessions: (run) => `\`auto-close runs show ${run}\` lists its sessions.`,
    ofRun: (run, account, place) => `Run ${run} of account ${account} in ${place}`,
    closedNothing: (ofRun) => `${ofRun} closed nothing.`,
    undoneNothing: "Nothing was done; without --dry-run it is.",
    undoneAfter: "What was restored is closed again only when something has been said in it.",
    undoHeads: ["SESSION", "POLICY", "RESULT", "WHY"],
    results: {},
  },
  "pt-BR": {
    runs: {
      does: () => "faz",
      says: () => "só diz",
      leaves: (code) => `deixa: ${code}`,
      "ends-before": (code) => `termina antes: ${code}`,
    },
    actions: { close: "encerrar", warn: "avisar" },
    shownHeads: ["ATENDIMENTO", "REGRA", "FARIA", "A EXECUÇÃO", "CLIENTE ESCREVEU", "FOI RESPONDIDO", "MOTIVO"],
    stayingHeads: ["ATENDIMENTO", "REGRA", "FICA ATÉ", "MOTIVO"],
    groupHeads: ["ATENDIMENTOS", "REGRA", "MOTIVO", "O PRIMEIRO ATÉ"],
    noRun: {
      paused: (account) => `A conta ${account} está pausada: \`resume\` a libera.`,
      busy: (account) => `Uma execução da conta ${account} está em andamento: o que ela faz agora não está aqui.`,
      stopped: (_account, runId) =>
        `A execução ${runId} parou, e nenhuma começa antes que alguém olhe: \`auto-close runs show ${runId}\`, depois \`auto-close continue ${runId}\`.`,
      "no-policy": (account) => `Nenhuma regra da conta ${account} pode agir: nenhuma execução começa.`,
    },
    endsAtLimit: (after) => `A execução termina depois de ${after} (maxPerRun); a próxima continua.`,
    stopsAtBreaker: (after) =>
      `A execução para depois de ${after}: seria muito acima do normal, e alguém precisa olhar (\`auto-close continue <run>\`).`,
    opening: ({ now, timeZone, account, place }) =>
      `O que uma execução em ${now} (horários de ${timeZone}) faria na conta ${account}, ${place}; nada foi gravado.`,
    more: (count) => `… e mais ${count}; --show mostra, --json mostra todos.`,
    staying: "Ficam abertos:",
    moreStay: (count) => `… e mais ${count} ficam.`,
    together: (counts) => `No total: ${counts}`,
    noSession: "nenhum atendimento aberto",
    notOpen: (sessionId) =>
      `O atendimento ${sessionId} não está entre os abertos que uma regra poderia encerrar: \`session ${sessionId}\` diz o que foi feito com ele.`,
    nothingDoneFor: (problem) => `Nada é feito para ${problem}`,
    counts: {
      closed: "encerrados",
      warned: "avisados",
      reopened: "reabertos",
      restored: "reabertos",
      left: "deixados",
      failed: "com falha",
      "would-close": "encerraria",
      "would-warn": "avisaria",
      "would-restore": "reabriria",
      "would-only-say-close": "só diria que encerra",
      "would-only-say-warn": "só diria que avisa",
      "next-run-close": "encerra na próxima execução",
      "next-run-warn": "avisa na próxima execução",
    },
    policy: (name, remedy) => `A regra ${name} ${remedy}.`,
    remedies: {
      dry: () => "só diz o que faria (`dryRun` no hooks.config.ts)",
      "not-asked": () => "fica com os seus atendimentos: a execução foi pedida só para outra regra",
      paused: (policy) => `está pausada: \`auto-close resume ${policy}\` a libera`,
      waiting: (policy) => `ainda não foi confirmada: \`auto-close confirm ${policy}\` a libera`,
      unconfirmed: (policy) =>
        `é nova ou mudou: a primeira execução só diz o que faria; depois, \`auto-close confirm ${policy}\` a libera`,
    },
    modes: {
      acts: "age",
      dry: "só diz",
      "not-asked": "não pedida",
      paused: "pausada",
      waiting: "espera confirmação",
      unconfirmed: "nova ou mudada",
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
    startedBy: ({ startedBy, orderedBy }) => {
      const how = { schedule: "agenda", "command line": "linha de comando" }[startedBy] ?? startedBy;
      return orderedBy === undefined ? how : `${orderedBy} (${how})`;
    },
    needsSomebody: "Alguém precisa olhar isso antes que uma execução faça o que deve.",
    noRuns: (account, place) => `Ainda não houve execução da conta ${account} (${place}).`,
    runsOf: ({ account, place, timeZone }) => `Execuções da conta ${account}, ${place} (horários de ${timeZone})`,
    runHeads: ["EXECUÇÃO", "COMEÇOU", "POR", "SITUAÇÃO", "FEZ", "REGRAS"],
    run: {
      run: "execução",
      account: "conta",
      times: "horários",
      started: "começou",
      ended: "terminou",
      idleAsOf: "parados até",
      state: "situação",
      policies: "regras",
      sessions: "atendimentos",
      continued: "liberada",
      undone: "desfeita",
      problem: "problema",
    },
    timesOf: (timeZone) => `de ${timeZone}`,
    by: (instant, who) => `${instant}, por ${who}`,
    undoneBy: (who, counts) => `por ${who}: ${counts}`,
    underWay: (action) => `${action}, em andamento`,
    openedAgain: (instant) => `, reaberto em ${instant}`,
    sessionHeads: ["ATENDIMENTO", "REGRA", "RESULTADO", "STATUS ANTES", "CLIENTE ESCREVEU", "FOI RESPONDIDO", "MOTIVO"],
    confirmed: ({ policy, account, run, again }) =>
      `A regra ${policy} da conta ${account} ${again ? "já estava" : "está"} confirmada, como ${run === undefined ? "está configurada agora" : `a execução ${run} a mostrou`}: ela age a partir da próxima execução.`,
    thatRun: (counts, run) => `Aquela execução: ${counts}; \`auto-close runs show ${run}\` lista os atendimentos.`,
    showedNobody: (policy) =>
      `Ela não mostrou ninguém a avisar ou encerrar: \`auto-close --dry-run --policy ${policy}\` olha de novo e, com --now, como se fosse outra hora.`,
    policyPaused: (policy, account) =>
      `Pausada: em poucos segundos a regra ${policy} da conta ${account} não avisa nem encerra mais ninguém; os atendimentos dela não vão para outra regra.`,
    policyResumed: (policy, account) =>
      `Liberada: a regra ${policy} da conta ${account} volta a agir na próxima execução.`,
    runGoesOn: (run, account) => `A execução ${run} da conta ${account} continua dentro de um minuto, até o fim.`,
    runWas: ({ run, account, place, state, counts }) =>
      `Execução ${run} na conta ${account} (${place}): ${runWords["pt-BR"].states[state]}; ${counts}`,
    nothingToDo: "nada a fazer",
    interrupted: "Ela foi interrompida; a agenda continua dentro de um minuto.",
    listsSessions: (run) => `\`auto-close runs show ${run}\` lista os atendimentos dela.`,
    ofRun: (run, account, place) => `Execução ${run} da conta ${account} (${place})`,
    closedNothing: (ofRun) => `${ofRun}: não encerrou nada.`,
    undoneNothing: "Nada foi feito; sem --dry-run é feito.",
    undoneAfter: "O que foi reaberto só é encerrado de novo depois que alguém disser algo nele.",
    undoHeads: ["ATENDIMENTO", "REGRA", "RESULTADO", "MOTIVO"],
    results: {
      closed: "encerrado",
      warned: "avisado",
      reopened: "reaberto",
      restored: "reaberto",
      left: "deixado",
      failed: "falhou",
      "would-close": "encerraria",
      "would-warn": "avisaria",
      "would-restore": "reabriria",
    },
  },
};
