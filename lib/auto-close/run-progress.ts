// How far a run has come, kept so that whoever goes on after a crash neither counts nor forgets anything twice.
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { OpenRun, RunCounts, RunLease } from "./records/run-leases.ts";
import type { SessionRecord } from "./records/run-records.ts";
import { cursorAt, farthest, type PageCursor } from "./rules/page-cursor.ts";

export interface RunProgress {
  cursor: PageCursor;
  /** Sessions whose facts were too old by the time something could be done: they are read once more. */
  again: SessionFacts[];
  /** Everything before it has been counted: what is read again is not. */
  counted: PageCursor;
  count(code: string): void;
  counts(): RunCounts;
  closed(): number;
  /** How many were closed or warned. */
  acted(): number;
  /** Answers the next record's number; until it is settled a crash goes back to `page`. */
  open(page: PageCursor): number;
  openRecords(): readonly number[];
  settle(seq: number, sessions: readonly SessionRecord[]): void;
  /** Throws RunLeaseLost. */
  save(stoppedAt?: number): Promise<void>;
  seq(): number;
  /** Goes back to what has to be read once more. */
  rewind(): void;
}

const earliest = (cursors: readonly PageCursor[], other: PageCursor): PageCursor =>
  cursors.reduce((first, cursor) => (farthest(first, cursor) === first ? cursor : first), other);

export const runProgress = (run: OpenRun, lease: RunLease): RunProgress => {
  const counts = new Map(Object.entries(run.counts));
  const open = new Map(run.open.map((seq) => [seq, run.cursor]));
  let { seq, closed, acted } = run;
  const progress: RunProgress = {
    cursor: run.cursor,
    again: [],
    counted: run.counted,
    count: (code) => {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    },
    counts: () => Object.fromEntries(counts),
    closed: () => closed,
    acted: () => acted,
    open: (page) => {
      const number = seq;
      open.set(number, page);
      seq += 1;
      return number;
    },
    openRecords: () => [...open.keys()],
    settle: (number, sessions) => {
      open.delete(number);
      for (const { result, code } of sessions) {
        if (result === undefined) continue;
        progress.count(result === "left" || result === "failed" ? `${result} ${code}` : result);
        if (result === "closed" || result === "reopened") closed += 1;
        if (result === "closed" || result === "reopened" || result === "warned") acted += 1;
      }
    },
    save: async (stoppedAt) => {
      const { stoppedAt: _, ...rest } = run;
      await lease.save({
        ...lease.state,
        run: {
          ...rest,
          cursor: earliest([...open.values(), ...progress.again.map(cursorAt)], progress.cursor),
          counted: progress.counted,
          seq,
          open: progress.openRecords(),
          counts: progress.counts(),
          closed,
          acted,
          ...(stoppedAt !== undefined && { stoppedAt }),
        },
      });
    },
    seq: () => seq,
    rewind: () => {
      progress.cursor = earliest(progress.again.map(cursorAt), progress.cursor);
      progress.again = [];
    },
  };
  return progress;
};
