// The sessions of one page that a run means to warn or close: written down before anything is done, and again when it is done.
import { sessionPlace } from "../aws/item-keys.ts";
import type { Outcome } from "../core/outcome.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { RunLeaseLost } from "./records/run-leases.ts";
import type { SessionRecord } from "./records/run-records.ts";
import type { PageCursor } from "./rules/page-cursor.ts";
import type { RunProgress } from "./run-progress.ts";

export interface PageActions {
  /** Writes anew what is meant to be done, since it has become something else. */
  change(session: SessionRecord): Promise<void>;
  /** A session without a result was not begun, and is as good as not on the list. */
  done(session: SessionRecord, outcome?: Outcome): Promise<void>;
}

/** Throws RunLeaseLost when somebody else writes the same run. */
export const openPageActions = async (
  { runs, lifecycle }: AutoCloseDependencies,
  runId: string,
  progress: RunProgress,
  page: PageCursor,
  planned: readonly SessionRecord[],
): Promise<PageActions> => {
  const seq = progress.open(page);
  const sessions = new Map(planned.map((session) => [session.id, session]));
  const outcomes: Outcome[] = [];
  let underWay = planned.length;
  await progress.save();
  if (!(await runs.addSessions(runId, seq, planned))) throw new RunLeaseLost();

  const placeOf = ({ detail: { account, sessionId } }: Outcome) => sessionPlace({ account, sessionId });

  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  /** The record is of the whole page, and as dear as all of it: whatever changes while it is written goes out with the next write. */
  const writeChanges = (): Promise<void> => {
    next ??= writing
      .catch(() => {})
      .then(() => {
        next = undefined;
        writing = runs.settleSessions(runId, seq, [...sessions.values()]);
        return writing;
      });
    return next;
  };

  return {
    change: async (session) => {
      sessions.set(session.id, session);
      await writeChanges();
    },
    done: async (session, outcome) => {
      sessions.set(session.id, session);
      if (outcome) outcomes.push(outcome);
      underWay -= 1;
      if (underWay > 0) return;
      // They are told while the page is open: whoever goes on after a crash tells those of an open page once more.
      await lifecycle.tell(outcomes.map((told) => ({ place: placeOf(told), outcome: told })));
      const settled = [...sessions.values()].filter(({ result }) => result !== undefined);
      await runs.settleSessions(runId, seq, settled);
      progress.settle(seq, settled);
    },
  };
};
