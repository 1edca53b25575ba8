// The words of `status`, in every language.
import type { MetricName } from "../../lib/core/metrics.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import type { Reconciliation } from "../../lib/webhooks/reconciliation/reconciliation-records.ts";

interface StatusWords {
  statusOf(place: string): string;
  accountHeads: readonly string[];
  /** `by`: who paused it; empty where nobody noted it. */
  paused(by: string): string;
  by(who: string, at: string): string;
  applied: string;
  hasNoKey: string;
  problems(count: number): string;
  queueHeads: readonly string[];
  ago(age: string): string;
  unpublished(count: string): string;
  orMore(count: number): string;
  figureHeads: readonly string[];
  figures: Readonly<Record<MetricName, string>>;
  noFigures(why: string): string;
  minutesOf(place: string, count: number): string;
  minuteHeads: readonly string[];
  noMinutes: string;
  rateOf(
    account: string,
    windows: readonly { seconds: number; used: number; most: number }[],
    pausedUntil: string | undefined,
  ): string;
  noQueue(name: string): string;
  webhookHeads: readonly string[];
  keyHeads: readonly string[];
  found(day: string, counts: Reconciliation["counts"]): string;
  stoppedAfter(calls: number): string;
  underWay: string;
  /** What a person has to look at, after which the exit code is 1. */
  needs(what: readonly string[]): string;
  accountPaused(account: string): string;
  accountHasNoKey(account: string): string;
  isParked(count: number, queue: string): string;
  runHasProblems(account: string): string;
  keyIsBad(account: string): string;
  keys: Readonly<Record<"works" | "lacks sessions" | "refused" | "not known", string>>;
}

export const statusWords: Readonly<Record<Language, StatusWords>> = {
  en: {
    statusOf: (place) => `Status of ${place}`,
    accountHeads: ["ACCOUNT", "QUEUED COMMANDS", "LATEST RUN OF AUTO-CLOSE", "HELD", "ZONE"],
    paused: (by) => `PAUSED${by} (\`resume\` goes on)`,
    by: (who, at) => ` by ${who} at ${at}`,
    applied: "applied",
    hasNoKey: "NOT IN THE ACCOUNTS SECRET",
    problems: (count) => `, ${count} PROBLEMS (\`auto-close runs\`)`,
    queueHeads: ["QUEUE", "WAITING", "HIDDEN", "OLDEST"],
    ago: (age) => `${age} ago`,
    unpublished: (count) => `Outcomes not published yet: ${count}`,
    orMore: (count) => `${count} or more`,
    figureHeads: ["WHAT HAPPENED", "LAST HOUR", "LAST 24 HOURS"],
    figures: {
      accepted: "accepted",
      applied: "applied",
      rejected: "rejected",
      parked: "parked",
      latency: "from the delivery to WTS's yes (95 %)",
      "wts-calls": "calls of WTS",
      "rate-share": "share of the rate, at most",
      closed: "sessions closed",
      moved: "sessions moved",
      waiting: "sessions waiting, at most",
    },
    minutesOf: (place, count) => `The last ${count} minutes of ${place}`,
    minuteHeads: ["MINUTE", "ACCEPTED", "APPLIED", "REJECTED", "PARKED", "CALLS OF WTS"],
    noMinutes: "Nothing has happened in them.",
    rateOf: (account, windows, pausedUntil) =>
      `Rate of ${account}: ${windows.map(({ seconds, used, most }) => `${used} of ${most} calls in ${seconds} s`).join(", ")}${pausedUntil === undefined ? "" : `; paused until ${pausedUntil}`}`,
    noQueue: (name) =>
      `warning: there is no queue ${name} here: an earlier version is deployed; deploy this one, or use that one's commands`,
    noFigures: (why) => `warning: the metrics cannot be read (${why}); \`cloudwatch:GetMetricData\` allows it`,
    webhookHeads: ["ACCOUNT", "WEBHOOKS OF WTS"],
    keyHeads: ["ACCOUNT", "API KEY"],
    found: (day, { seen, missing, added }) =>
      `${day}: ${seen} sessions seen, ${missing} never announced by WTS, ${added} made up for`,
    stoppedAfter: (calls) => ` (STOPPED after ${calls} calls; the next one goes on there)`,
    underWay: " (under way)",
    needs: (what) => `Needs somebody: ${what.join("; ")}.`,
    accountPaused: (account) => `account ${account} is paused (\`resume\`)`,
    accountHasNoKey: (account) => `account ${account} is not in the accounts secret`,
    isParked: (count, queue) => `${count} in ${queue} (\`parked list\`)`,
    runHasProblems: (account) => `the latest run of account ${account} did not end well (\`auto-close runs\`)`,
    keyIsBad: (account) => `the API key of account ${account} does not do`,
    keys: {
      works: "works",
      "lacks sessions": "WORKS, BUT NOT FOR SESSIONS: it may lack access to them; make one that has it",
      refused: "REFUSED: it was deleted, or has expired",
      "not known": "not known",
    },
  },
  "pt-BR": {
    statusOf: (place) => `Situação: ${place}`,
    accountHeads: ["CONTA", "COMANDOS NA FILA", "ÚLTIMA EXECUÇÃO DE ENCERRAMENTO", "EM ESPERA", "FUSO"],
    paused: (by) => `PAUSADA${by} (\`resume\` libera)`,
    by: (who, at) => ` por ${who} em ${at}`,
    applied: "aplicados",
    hasNoKey: "FORA DO SEGREDO DE CONTAS",
    problems: (count) => `, ${count} PROBLEMAS (\`auto-close runs\`)`,
    queueHeads: ["FILA", "ESPERAM", "OCULTOS", "MAIS ANTIGO"],
    ago: (age) => `há ${age}`,
    unpublished: (count) => `Resultados ainda não publicados: ${count}`,
    orMore: (count) => `${count} ou mais`,
    figureHeads: ["O QUE ACONTECEU", "ÚLTIMA HORA", "ÚLTIMAS 24 HORAS"],
    figures: {
      accepted: "aceitos",
      applied: "aplicados",
      rejected: "recusados",
      parked: "retidos",
      latency: "da entrega ao sim do WTS (95 %)",
      "wts-calls": "chamadas ao WTS",
      "rate-share": "parte do limite em uso, no máximo",
      closed: "atendimentos encerrados",
      moved: "atendimentos transferidos",
      waiting: "atendimentos em espera, no máximo",
    },
    minutesOf: (place, count) => `Os últimos ${count} minutos de ${place}`,
    minuteHeads: ["MINUTO", "RECEBIDOS", "APLICADOS", "RECUSADOS", "RETIDOS", "CHAMADAS AO WTS"],
    noMinutes: "Nada aconteceu neles.",
    rateOf: (account, windows, pausedUntil) =>
      `Taxa da conta ${account}: ${windows.map(({ seconds, used, most }) => `${used} de ${most} chamadas em ${seconds} s`).join(", ")}${pausedUntil === undefined ? "" : `; em pausa até ${pausedUntil}`}`,
    noQueue: (name) =>
      `aviso: não há fila ${name} aqui: está implantada uma versão anterior; implante esta, ou use os comandos daquela`,
    noFigures: (why) => `aviso: não deu para ler as métricas (${why}); \`cloudwatch:GetMetricData\` permite`,
    webhookHeads: ["CONTA", "WEBHOOKS DO WTS"],
    keyHeads: ["CONTA", "CHAVE DE API"],
    found: (day, { seen, missing, added }) =>
      `${day}: ${seen} atendimentos vistos, ${missing} que o WTS nunca anunciou, ${added} recuperados`,
    stoppedAfter: (calls) => ` (PAROU depois de ${calls} chamadas; a próxima continua dali)`,
    underWay: " (em andamento)",
    needs: (what) => `Precisa de alguém: ${what.join("; ")}.`,
    accountPaused: (account) => `a conta ${account} está pausada (\`resume\`)`,
    accountHasNoKey: (account) => `a conta ${account} não está no segredo de contas`,
    isParked: (count, queue) => `${count} em ${queue} (\`parked list\`)`,
    runHasProblems: (account) => `a última execução da conta ${account} não terminou bem (\`auto-close runs\`)`,
    keyIsBad: (account) => `a chave de API da conta ${account} não serve`,
    keys: {
      works: "funciona",
      "lacks sessions": "FUNCIONA, MAS NÃO PARA ATENDIMENTOS: pode faltar acesso a eles; crie uma que tenha",
      refused: "RECUSADA: foi apagada ou expirou",
      "not known": "não se sabe",
    },
  },
};
