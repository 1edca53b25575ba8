// `auto-close runs undo`: opens again what a run closed, where nobody has touched it since.
import type { RunRecord } from "../../lib/auto-close/records/run-records.ts";
import { type UndoneSession, undoRun } from "../../lib/auto-close/undo-run.ts";
import { nowApplier } from "../../lib/commands/apply/apply-now.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { progressBar } from "../display/progress-bar.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { runTools } from "./run-tools.ts";

const longestMs = 6 * 3_600_000;
/** A session is taken meanwhile: reading it and writing to it have to fit into its lease. */
const tokenWaitMs = 12_000;

export const undo = async (
  tools: Tools,
  config: HooksConfig,
  run: RunRecord,
  terminal: NodeJS.WritableStream | undefined,
): Promise<void> => {
  const { output, connection } = tools;
  const { account, id } = run;
  const dependencies = runTools(tools, config);
  const endBy = clock.now() + longestMs;
  const counts: Record<string, number> = {};
  const others: UndoneSession[] = [];
  const sessions: UndoneSession[] = [];
  const bar = progressBar(terminal, "Sessions");
  await undoRun(run, {
    runs: dependencies.runs,
    notices: dependencies.notices,
    endBy,
    applyNow: nowApplier({ ...dependencies, leaseMs: config.queue.leaseMs }),
    wts: dependencies.connect(account, { priority: "caller", timeBox: { startBy: endBy, endBy }, tokenWaitMs }),
    onSession: (session) => {
      sessions.push(session);
      counts[session.result] = (counts[session.result] ?? 0) + 1;
      if (session.result !== "restored") others.push(session);
      bar.show(sessions.length, run.counts.closed, countsText(counts));
    },
  }).finally(() => bar.stop());
  if (sessions.length > 0)
    await dependencies.runs.noteUndone(id, `${new Date(clock.now()).toISOString()}: ${countsText(counts)}`);
  output.json({ run: id, counts, sessions });
  output.line(
    sessions.length === 0
      ? `Run ${id} of account ${account} in ${connection.place} closed nothing.`
      : `Run ${id} of account ${account} in ${connection.place}: ${countsText(counts)}. What was restored is closed again only when something has been said in it.`,
  );
  if (others.length > 0)
    output.line(
      `\n${alignedTable([["SESSION", "POLICY", "RESULT", "WHY"], ...others.map(({ id: session, policy, result, code }) => [session, policy, result, code])])}`,
    );
  const failed = counts.failed ?? 0;
  if (failed > 0) throw new Failure(`${failed} could not be restored: run it again`);
};
