// `auto-close report`: what became of what the policies did, and of the moves, in the last days.
import type { PolicyReport } from "../../lib/auto-close/report-policies.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import type { MoveReport } from "../../lib/routing/rules/report-moves.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { localTimeText } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { readReport } from "./read-report.ts";
import { recordsOfRuns } from "./run-tools.ts";

interface ReportOptions {
  account: string;
  days: number;
  policy?: string | undefined;
}

/** With --json. */
export interface Report {
  account: string;
  /** Both are ISO instants. */
  since: string;
  until: string;
  /** By the records of so many runs. */
  runs: number;
  policies: readonly PolicyReport[];
  moves: readonly MoveReport[];
  /** Nobody knows: no record says who closed what we did not close. */
  closedByPersonFirst: null;
}

const texts = {
  en: {
    head: (account: string, since: string, until: string, zone: string, runs: number) =>
      `What became of what was done in account ${account}, from ${since} to ${until} (${zone}), by the records of ${runs} runs. WTS was not asked: what no record shows is not known.`,
    none: "No policy did or said anything.",
    closed: ["POLICY", "CLOSED", "WROTE WITHIN 1 H", "WITHIN 24 H", "LATER", "WROTE AT ONCE", "UNDONE", "NOT KNOWN"],
    warned: ["POLICY", "WARNED", "CLOSED UNANSWERED", "ANSWERED", "NOT KNOWN"],
    would: ["POLICY", "WOULD", "MOVED ON WITHIN 1 H", "WITHIN 24 H", "LATER", "STILL IDLE"],
    moves: ["MOVED BY", "MOVED", "ANSWERED WITHIN 1 H", "WITHIN 24 H", "NOT KNOWN", "MOVED AGAIN BY"],
    person:
      "Sessions that a person closed before it was a policy's turn are not known: no record says who closed what we did not close.",
  },
  "pt-BR": {
    head: (account: string, since: string, until: string, zone: string, runs: number) =>
      `O que aconteceu depois do que foi feito na conta ${account}, de ${since} a ${until} (${zone}), pelos registros de ${runs} execuções. O WTS não foi consultado: o que nenhum registro mostra fica como não sabido.`,
    none: "Nenhuma regra fez nem disse nada.",
    closed: ["REGRA", "ENCERRADOS", "ESCREVEU EM 1 H", "EM 24 H", "DEPOIS", "NA MESMA HORA", "DESFEITOS", "NÃO SABIDO"],
    warned: ["REGRA", "AVISADOS", "ENCERRADOS SEM RESPOSTA", "RESPONDERAM", "NÃO SABIDO"],
    would: ["REGRA", "ENCERRARIA OU AVISARIA", "SEGUIU EM 1 H", "EM 24 H", "DEPOIS", "AINDA PARADO"],
    moves: ["MOVIDO POR", "MOVIDOS", "RESPONDIDOS EM 1 H", "EM 24 H", "NÃO SABIDO", "MOVIDO DE NOVO POR"],
    person:
      "Não se sabe quantos atendimentos uma pessoa encerrou antes da vez da regra: nenhum registro diz quem encerrou o que nós não encerramos.",
  },
} as const satisfies Record<Language, object>;

const cellsOf = (numbers: readonly number[]): string[] => numbers.map(String);

export const showReport = async (
  tools: Tools,
  config: HooksConfig,
  { account, days, policy }: ReportOptions,
): Promise<void> => {
  const { output } = tools;
  const nowMs = tools.clock.now();
  const { sinceMs, runs, ...read } = await readReport(recordsOfRuns(tools, config), account, { days, nowMs });
  const policies = read.policies.filter((report) => policy === undefined || report.policy === policy);
  const moves = policy === undefined ? read.moves : [];
  const [since, until] = [new Date(sinceMs).toISOString(), new Date(nowMs).toISOString()];
  output.json({ account, since, until, runs, policies, moves, closedByPersonFirst: null } satisfies Report);
  const timeZone = zoneOf(config, account);
  const said = texts[config.language];
  const timeText = (instant = "") => localTimeText(instant, timeZone);
  output.line(said.head(account, timeText(since), timeText(until), timeZone, runs));
  const table = (titles: readonly string[], rows: readonly (readonly string[])[]): void => {
    if (rows.length > 0) output.line("", ...alignedTable([titles, ...rows]));
  };
  table(
    said.closed,
    policies
      .filter(({ closed, reopenedAtOnce }) => closed + reopenedAtOnce > 0)
      .map(({ policy: name, closed, reopenedAtOnce, afterClose: after }) => [
        name,
        ...cellsOf([closed, after.wroteWithin1h, after.wroteWithin24h, after.wroteLater, reopenedAtOnce]),
        ...cellsOf([after.undone, after.notKnown]),
      ]),
  );
  table(
    said.warned,
    policies
      .filter(({ warned }) => warned > 0)
      .map(({ policy: name, warned, afterWarning: after }) => [
        name,
        ...cellsOf([warned, after.closedUnanswered, after.answered, after.notKnown]),
      ]),
  );
  table(
    said.would,
    policies
      .filter(({ would }) => would.sessions > 0)
      .map(({ policy: name, would }) => [
        name,
        ...cellsOf([
          would.sessions,
          would.movedOnWithin1h,
          would.movedOnWithin24h,
          would.movedOnLater,
          would.stillIdle,
        ]),
      ]),
  );
  table(
    said.moves,
    moves.map(({ by, moved, answeredWithin1h, answeredWithin24h, answerNotKnown, movedAgainBy }) => [
      by,
      ...cellsOf([moved, answeredWithin1h, answeredWithin24h, answerNotKnown]),
      Object.entries(movedAgainBy)
        .map(([again, count]) => `${again}: ${count}`)
        .join(", "),
    ]),
  );
  output.line("", policies.length + moves.length === 0 ? said.none : said.person);
};
