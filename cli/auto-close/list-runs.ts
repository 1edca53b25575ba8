// `auto-close runs`: what the runs of an account did lately.
import type { RunRecord } from "../../lib/auto-close/records/run-records.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { localTimeText } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import type { recordsOfRuns } from "./run-tools.ts";

const policyText = ({ policies }: RunRecord): string =>
  policies.map(({ name, mode }) => (mode === "acts" ? name : `${name} (${mode})`)).join(", ");

/** What was left alone is the business of `runs show`. */
const doneText = ({ counts }: RunRecord): string =>
  countsText(Object.fromEntries(Object.entries(counts).filter(([name]) => /^[a-z]/.test(name))));

export const listRuns = async (
  { output, connection }: Tools,
  { runs, runLeases }: ReturnType<typeof recordsOfRuns>,
  { account, limit, timeZone }: { account: string; limit: number; timeZone: string },
): Promise<void> => {
  const listed = await runs.list(account, limit);
  const { busy } = await runLeases.read(account);
  output.json({ account, busy, runs: listed });
  if (listed.length === 0) return output.line(`No run of account ${account} in ${connection.place} yet.`);
  output.line(`Runs of account ${account} in ${connection.place} (times are those of ${timeZone})\n`);
  output.line(
    alignedTable([
      ["RUN", "STARTED", "BY", "STATE", "DID", "POLICIES"],
      ...listed.map((run) => [
        run.id,
        localTimeText(run.startedAt, timeZone),
        run.startedBy,
        run.undos === 0 ? run.state : "undone",
        doneText(run),
        policyText(run),
      ]),
    ]),
  );
  const troubled = listed.find(({ state }) => state !== "done" && state !== "running" && state !== "superseded");
  for (const problem of troubled?.problems ?? []) output.line(`\n${troubled?.id}: ${problem}`);
};
