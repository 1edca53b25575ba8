// One runner an account: a lease with a fence, and in the same item how far the account's run has come.
import { accountKeys } from "../../aws/item-keys.ts";
import type { Table } from "../../aws/table.ts";
import { takeLease } from "../../records/fenced-lease.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { PageCursor } from "../rules/page-cursor.ts";

/** They are counted by what happened to the sessions looked at. */
export type RunCounts = Readonly<Record<string, number>>;

export interface OpenRun {
  id: string;
  /** Idleness is measured at it. */
  nowMs: number;
  startedAtMs: number;
  /** The run was begun by the schedule, or by somebody at the command line. */
  startedBy: "schedule" | "command line";
  /** The person at the command line. */
  orderedBy?: string;
  /** The hash of the policies it began with: with others it ends. */
  policiesHash: string;
  cursor: PageCursor;
  /** What lies before it has been counted. */
  counted: PageCursor;
  /** The number of the next record of sessions. */
  seq: number;
  /** The records of sessions of which some are not done with yet. */
  open: readonly number[];
  counts: RunCounts;
  /** How many sessions it warned or closed, in earlier invocations. */
  acted: number;
  closed: number;
  /** It was about to close more than this, and waits for somebody to say that this is right. */
  stoppedAt?: number;
}

interface AccountRunState {
  run?: OpenRun;
  lastStartedAtMs?: number;
  /** How many sessions each of the last runs closed, the newest last. */
  recent: readonly number[];
}

export interface RunLease {
  readonly state: AccountRunState;
  /** Whether somebody let this run go on although it closes more than usual. */
  isContinued(runId: string): boolean;
  /** Epoch milliseconds until which nobody else can take over, unless it is renewed. */
  untilMs(): number;
  /** It is a little earlier than `untilMs`: what is under way has to be done by then. */
  doneByMs(): number;
  /** Renews the lease when it is due. Throws RunLeaseLost. */
  ensure(): Promise<void>;
  /** Throws RunLeaseLost. */
  save(state: AccountRunState): Promise<void>;
  release(): Promise<void>;
}

/** Somebody else runs this account by now: whoever notices has to stop at once. */
export class RunLeaseLost extends Error {
  override readonly name = "RunLeaseLost";
}

/** Both are parts of the lease's length. It is renewed often, so that the longest action, a farewell of 25 s among it, fits into what is left. */
const renewAfterShare = 1 / 6;
const marginShare = 1 / 30;

const stateOf = (state: unknown): AccountRunState =>
  typeof state === "string" ? (JSON.parse(state) as AccountRunState) : { recent: [] };

export const runLeases = ({ table, clock, leaseMs }: { table: Table; clock: Pick<Clock, "now">; leaseMs: number }) => ({
  /** Undefined while somebody else runs this account. */
  take: async (account: string, owner: string): Promise<RunLease | undefined> => {
    let takenAtMs = clock.now();
    const taken = await takeLease(table, accountKeys.autoClose(account), { owner, nowMs: takenAtMs, leaseMs });
    if (!("lease" in taken)) return undefined;
    const { lease } = taken;
    let state = stateOf(lease.item.state);
    let renewing: Promise<void> | undefined;
    const write = async (set: Record<string, string | number>): Promise<void> => {
      const nowMs = clock.now();
      const isWritten = await lease.update({ set: { ...set, leaseOwner: owner, leaseUntil: nowMs + leaseMs } });
      if (!isWritten) throw new RunLeaseLost();
      takenAtMs = nowMs;
    };
    return {
      get state() {
        return state;
      },
      isContinued: (runId) => lease.item.continued === runId,
      untilMs: () => takenAtMs + leaseMs,
      doneByMs: () => takenAtMs + leaseMs * (1 - marginShare),
      ensure: async () => {
        if (clock.now() - takenAtMs < leaseMs * renewAfterShare) return;
        // Several sessions ask at once, and one renewal is enough.
        renewing ??= write({}).finally(() => {
          renewing = undefined;
        });
        await renewing;
      },
      save: async (next) => {
        await write({ state: JSON.stringify(next) });
        state = next;
      },
      release: async () => {
        await lease.release();
      },
    };
  },
  read: async (account: string) => {
    const item = await table.get(accountKeys.autoClose(account));
    const busy = typeof item?.leaseUntil === "number" && item.leaseUntil >= clock.now();
    return { state: stateOf(item?.state), busy, isContinued: (runId: string) => item?.continued === runId };
  },
  /** Lets a stopped run close more than usual. */
  letContinue: async (account: string, runId: string): Promise<void> => {
    await table.update(accountKeys.autoClose(account), { set: { continued: runId } });
  },
});
