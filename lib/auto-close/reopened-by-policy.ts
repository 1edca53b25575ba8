// How many of the sessions that each policy closed in some days had the contact writing again within a day, as far as a run has seen it.
import { readRuns } from "./read-runs.ts";
import type { RunRecords } from "./records/run-records.ts";
import { reportPolicies } from "./report-policies.ts";

export const reopenedByPolicy = async (
  runs: Pick<RunRecords, "list" | "readSessions" | "readUndos">,
  account: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<ReadonlyMap<string, number>> => {
  const reports = reportPolicies(await readRuns(runs, account, { sinceMs: fromMs, untilMs: toMs }));
  return new Map(
    reports.filter(({ closed }) => closed > 0).map(({ policy, afterClose }) => [policy, afterClose.wroteWithin24h]),
  );
};
