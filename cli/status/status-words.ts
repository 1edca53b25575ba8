// The words of `status`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";
import type { Reconciliation } from "../../lib/webhooks/reconciliation/reconciliation-records.ts";

interface StatusWords {
  statusOf(place: string): string;
  accountHeads: readonly string[];
  paused: string;
  applied: string;
  hasNoKey: string;
  problems(count: number): string;
  queueHeads: readonly string[];
  ago(age: string): string;
  unpublished(count: string): string;
  orMore(count: number): string;
  webhookHeads: readonly string[];
  keyHeads: readonly string[];
  found(day: string, counts: Reconciliation["counts"]): string;
  stoppedAfter(calls: number): string;
  underWay: string;
  keys: Readonly<Record<"works" | "lacks sessions" | "refused" | "not known", string>>;
}

export const statusWords: Readonly<Record<Language, StatusWords>> = {
  en: {
    statusOf: (place) => `Status of ${place}`,
    accountHeads: ["ACCOUNT", "QUEUED COMMANDS", "LATEST RUN OF AUTO-CLOSE", "HELD", "ZONE"],
    paused: "PAUSED (`resume` goes on)",
    applied: "applied",
    hasNoKey: "NOT IN THE ACCOUNTS SECRET",
    problems: (count) => `, ${count} PROBLEMS (\`auto-close runs\`)`,
    queueHeads: ["QUEUE", "WAITING", "HIDDEN", "OLDEST"],
    ago: (age) => `${age} ago`,
    unpublished: (count) => `Outcomes not published yet: ${count}`,
    orMore: (count) => `${count} or more`,
    webhookHeads: ["ACCOUNT", "WEBHOOKS OF WTS"],
    keyHeads: ["ACCOUNT", "API KEY"],
    found: (day, { seen, missing, added }) =>
      `${day}: ${seen} sessions seen, ${missing} never announced by WTS, ${added} made up for`,
    stoppedAfter: (calls) => ` (STOPPED after ${calls} calls; the next one goes on there)`,
    underWay: " (under way)",
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
    paused: "PAUSADA (`resume` libera)",
    applied: "aplicados",
    hasNoKey: "FORA DO SEGREDO DE CONTAS",
    problems: (count) => `, ${count} PROBLEMAS (\`auto-close runs\`)`,
    queueHeads: ["FILA", "ESPERAM", "OCULTOS", "MAIS ANTIGO"],
    ago: (age) => `há ${age}`,
    unpublished: (count) => `Resultados ainda não publicados: ${count}`,
    orMore: (count) => `${count} ou mais`,
    webhookHeads: ["CONTA", "WEBHOOKS DO WTS"],
    keyHeads: ["CONTA", "CHAVE DE API"],
    found: (day, { seen, missing, added }) =>
      `${day}: ${seen} atendimentos vistos, ${missing} que o WTS nunca anunciou, ${added} recuperados`,
    stoppedAfter: (calls) => ` (PAROU depois de ${calls} chamadas; a próxima continua dali)`,
    underWay: " (em andamento)",
    keys: {
      works: "funciona",
      "lacks sessions": "FUNCIONA, MAS NÃO PARA ATENDIMENTOS: pode faltar acesso a eles; crie uma que tenha",
      refused: "RECUSADA: foi apagada ou expirou",
      "not known": "não se sabe",
    },
  },
};
