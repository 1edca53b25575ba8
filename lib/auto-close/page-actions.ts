// The sessions of one page that a run means to warn or close: written down before anything is done, and again when it is done.
import { publishRecorded } from "../records/outcomes.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { RunLeaseLost } from "./records/run-leases.ts";
import type { SessionRecord } from "./records/run-records.ts";
import type { PageCursor } from "./rules/page-cursor.ts";
import type { RunProgress } from "./run-progress.ts";

type Recorded = { id: string; outcome: string };

export interface PageActions {
  /** Writes anew what is meant to be done, since it has become something else. */
  change(session: SessionRecord): Promise<void>;
  /** A session without a result was not begun, and is as good as not on the list. */
  done(session: SessionRecord, outcome?: Recorded): Promise<void>;
}

/** EventBridge takes as many in one call. */
const publishedTogether = 10;

/** Throws RunLeaseLost when somebody else writes the same run. */
export const openPageActions = async (
  { runs, ledger, bus, log }: AutoCloseDependencies,
  runId: string,
  progress: RunProgress,
  page: PageCursor,
  planned: readonly SessionRecord[],
): Promise<PageActions> => {
  const seq = progress.open(page);
  const sessions = new Map(planned.map((session) => [session.id, session]));
  const outcomes: Recorded[] = [];
  let underWay = planned.length;
  await progress.save();
  if (!(await runs.addSessions(runId, seq, planned))) throw new RunLeaseLost();

  const publish = async (): Promise<void> => {
    for (let start = 0; start < outcomes.length; start += publishedTogether)
      await publishRecorded({ ledger, bus }, outcomes.slice(start, start + publishedTogether)).catch((error: unknown) =>
        // They are recorded as unpublished: relay-outcomes brings them.
        log.error("outcomes not published yet", { runId, ...faultFields(toFault(error)) }),
      );
  };

  return {
    change: async (session) => {
      sessions.set(session.id, session);
      await runs.settleSessions(runId, seq, [...sessions.values()]);
    },
    done: async (session, outcome) => {
      sessions.set(session.id, session);
      if (outcome) outcomes.push(outcome);
      underWay -= 1;
      if (underWay > 0) return;
      const settled = [...sessions.values()].filter(({ result }) => result !== undefined);
      await runs.settleSessions(runId, seq, settled);
      progress.settle(seq, settled);
      await publish();
    },
  };
};
