// Reads from our own table what a report of the last days needs; WTS is not asked.
import type { AutoCloseDependencies } from "../../lib/auto-close/auto-close-dependencies.ts";
import { readRuns } from "../../lib/auto-close/read-runs.ts";
import { reportPolicies, type SeenSession } from "../../lib/auto-close/report-policies.ts";
import type { CommandRecord } from "../../lib/records/ledger.ts";
import { recordsOfDays } from "../../lib/records/records-of-days.ts";
import { reportMoves, type SeenAnswer, type SeenMove } from "../../lib/routing/rules/report-moves.ts";

const dayMs = 86_400_000;
const mostADay = 100_000;

type Records = Pick<AutoCloseDependencies, "runs" | "ledger">;

const moveIn = ({ account, sessionId, seenAt, outcome, rule, source }: CommandRecord, of: string): SeenMove[] => {
  if (account !== of || outcome?.type !== "Session Reassigned") return [];
  return [{ sessionId, atMs: Date.parse(seenAt), by: rule ?? source }];
};

const readMoves = async ({ ledger }: Records, account: string, sinceMs: number, nowMs: number) => {
  const moves: SeenMove[] = [];
  await recordsOfDays(ledger, { fromMs: sinceMs, toMs: nowMs, mostADay }, (record) => {
    moves.push(...moveIn(record, account));
  });
  return moves.filter(({ atMs }) => atMs >= sinceMs);
};

/** What runs saw of answers to the contacts of sessions. */
export const answersIn = (seen: readonly SeenSession[]): readonly SeenAnswer[] =>
  seen.flatMap(({ session: { id: sessionId, before } }) =>
    before.lastMessageOutMs === null ? [] : [{ sessionId, answeredAtMs: before.lastMessageOutMs }],
  );

export const readReport = async (
  records: Records,
  account: string,
  { days, nowMs }: { days: number; nowMs: number },
) => {
  const sinceMs = nowMs - days * dayMs;
  const { runs, ...read } = await readRuns(records.runs, account, { sinceMs, untilMs: nowMs });
  const moves = await readMoves(records, account, sinceMs, nowMs);
  return { sinceMs, runs, policies: reportPolicies(read), moves: reportMoves(moves, answersIn(read.seen)) };
};
