// `auto-close runs undo`: opens again what a run closed, where nobody has touched it since.
import { nowApplier } from "../../lib/apply/apply-now.ts";
import { systemClock as clock } from "../../lib/clock.ts";
import { type UndoneSession, undoRun } from "../../lib/close-idle-sessions/undo-run.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { RunRecord } from "../../lib/records/sweep-runs.ts";
import { alignedTable } from "../aligned-table.ts";
import { Failure } from "../failure.ts";
import { progressBar } from "../progress-bar.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { sweepTools } from "./sweep-tools.ts";

const longestMs = 6 * 3_600_000;
const tokenWaitMs = 60_000;

export const undo = async (
  tools: Tools,
  config: HooksConfig,
  run: RunRecord,
  terminal: NodeJS.WritableStream | undefined,
): Promise<void> => {
  const { output, connection } = tools;
  const { account, id } = run;
  const dependencies = await sweepTools(tools, config);
  const endBy = clock.now() + longestMs;
  const counts: Record<string, number> = {};
  const others: UndoneSession[] = [];
  const sessions: UndoneSession[] = [];
  const bar = progressBar(terminal, "Sessions");
  await undoRun(run, {
    ...{ runs: dependencies.runs, endBy },
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
