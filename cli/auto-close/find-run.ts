// One run, by its id or the beginning of it.
import type { RunRecord, RunRecords } from "../../lib/auto-close/records/run-records.ts";
import { Failure } from "../failure.ts";
import { findByPrefix } from "../find-by-prefix.ts";

const mostSearched = 1_000;

export const findRun = async (runs: RunRecords, account: string, id: string): Promise<RunRecord> => {
  const whole = /^[0-9a-f]{12}$/.test(id) ? await runs.read(id) : undefined;
  if (whole) return whole;
  const found = findByPrefix(await runs.list(account, mostSearched), (run) => [run.id], id);
  if (found) return found;
  throw new Failure(`account ${account} has no run ${id} in what is kept: \`auto-close runs\` lists the newest`);
};
