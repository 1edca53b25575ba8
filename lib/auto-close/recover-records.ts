// After a crash: what the invocation before had begun is settled before anything new is begun.

import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { SessionRecord } from "./records/run-records.ts";
import { sessionRecoverer } from "./recover-session.ts";
import type { TurnRun } from "./run-command.ts";
import type { RunProgress } from "./run-progress.ts";

export const recoverRecords = async (
  dependencies: AutoCloseDependencies,
  run: TurnRun & { progress: RunProgress },
): Promise<void> => {
  const { runs, log } = dependencies;
  const { id, account, progress, lease } = run;
  const recover = sessionRecoverer(dependencies, run);
  for (const seq of progress.openRecords()) {
    const settled: SessionRecord[] = [];
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
