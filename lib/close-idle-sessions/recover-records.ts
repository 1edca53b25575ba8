// After a crash: what the invocation before had begun is settled before anything new is begun.
import type { SweptSession } from "../records/sweep-runs.ts";
import type { SweepDependencies } from "./dependencies.ts";
import { sessionRecoverer } from "./recover-session.ts";
import type { RunProgress } from "./run-progress.ts";
import type { TurnRun } from "./turn.ts";

export const recoverRecords = async (
  dependencies: SweepDependencies,
  run: TurnRun & { progress: RunProgress },
): Promise<void> => {
  const { runs, log } = dependencies;
  const { id, account, progress, lease } = run;
  const recover = sessionRecoverer(dependencies, run);
  for (const seq of progress.openRecords()) {
    const settled: SweptSession[] = [];
    const sessions = await runs.readSessions(id, seq);
    for (const session of sessions ?? []) {
      await lease.ensure();
      const acted = session.result === undefined ? await recover(session) : session;
      if (acted?.result === undefined || acted.result === "again" || acted.result === "instead") continue;
      const { result, code, after } = acted;
      settled.push({
        ...{ ...session, result },
        ...(code !== undefined && { code }),
        ...(after && { after }),
      });
    }
    // Without a record nothing of it was begun.
    if (sessions) await runs.settleSessions(id, seq, settled);
    progress.settle(seq, settled);
    await progress.save();
    log.warn("auto-close run goes on after a crash", { runId: id, account, record: seq, settled: settled.length });
  }
};
