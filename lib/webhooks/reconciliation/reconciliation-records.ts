// Remembers how far an account's reconciliation has come, so that one that is killed goes on, and that nobody begins a second one.
import { accountKeys, placeKeys, reportsOf, type SessionKey, sessionPlace } from "../../aws/item-keys.ts";
import type { Item, Table } from "../../aws/table.ts";
import { takeLease } from "../../records/fenced-lease.ts";
import type { Clock } from "../../runtime/clock.ts";

export const countNames = ["seen", "known", "missing", "added"] as const;
/**
 * - `seen`: sessions that were created in the time that was looked at.
 * - `known`: WTS announced them, or an earlier reconciliation added their event.
 * - `missing`: WTS never announced them.
 * - `added`: of the missing ones, those whose event was published after all.
 */
export type ReconciliationCounts = Record<(typeof countNames)[number], number>;

/** Sessions are read in the order of their creation; those of the cursor's own millisecond are known by id. */
export interface CreationCursor {
  createdMs: number;
  ids: readonly string[];
  /** It is 1, and more only while one millisecond has more sessions than a page. */
  page: number;
}

export interface Reconciliation {
  /** The local day it was due on, as YYYY-MM-DD. */
  day: string;
  startedAtMs: number;
  fromMs: number;
  toMs: number;
  cursor: CreationCursor;
  counts: ReconciliationCounts;
  /** How many calls of WTS it has cost. */
  calls: number;
  /** Absent while it is under way. `stopped`: at the most calls, so that the next one begins where it stopped. */
  end?: "done" | "stopped";
  /** Its end is on the bus. */
  isPublished?: true;
}

export interface ReconciliationLease {
  /** The latest one, ended or not. */
  readonly latest: Reconciliation | undefined;
  /** Sessions created before it are not looked at: their webhooks may not have been subscribed to. */
  readonly sinceMs: number;
  /** Keeps the lease, too. False when somebody else has it by now: then stop at once. */
  save(reconciliation: Reconciliation): Promise<boolean>;
  release(): Promise<void>;
}

/** That day WTS had not announced the session. */
export interface ReportedMissing {
  day: string;
  isAdded: boolean;
}

/** It is renewed with every page, which takes seconds. */
const leaseMs = 120_000;
const reportedMs = 14 * 86_400_000;

const latestIn = ({ reconciliation }: Item): Reconciliation | undefined =>
  typeof reconciliation === "string" ? (JSON.parse(reconciliation) as Reconciliation) : undefined;

export const reconciliationRecords = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }) => ({
  /** Notes since when there is one, once and for good. */
  begin: async (account: string): Promise<void> => {
    await table.update(accountKeys.reconciliation(account), { setIfAbsent: { since: clock.now() } });
  },

  /** Undefined where there never was one. */
  latest: async (account: string): Promise<Reconciliation | undefined> =>
    latestIn((await table.get(accountKeys.reconciliation(account))) ?? {}),

  /** Undefined while somebody else is at it. */
  take: async (account: string, owner: string): Promise<ReconciliationLease | undefined> => {
    const nowMs = clock.now();
    const taken = await takeLease(table, accountKeys.reconciliation(account), { owner, nowMs, leaseMs });
    if (!("lease" in taken)) return undefined;
    const { lease } = taken;
    return {
      latest: latestIn(lease.item),
      sinceMs: Number(lease.item.since ?? nowMs),
      save: (reconciliation) =>
        lease.update({ set: { reconciliation: JSON.stringify(reconciliation), leaseUntil: clock.now() + leaseMs } }),
      release: async () => {
        await lease.release();
      },
    };
  },

  /** One item a session and day, for whoever looks the session up. */
  noteMissing: async (session: SessionKey, day: string, isAdded: boolean): Promise<void> => {
    const expires = Math.ceil((clock.now() + reportedMs) / 1000);
    const reportedAt = new Date(clock.now()).toISOString();
    await table.update(placeKeys.reported(session, day), {
      set: { reportedAt, isAdded, expires },
      condition: "attribute_not_exists(#pk)",
    });
  },

  /** The oldest comes first. */
  missingOf: async (session: SessionKey): Promise<readonly ReportedMissing[]> =>
    (await table.query(sessionPlace(session).pk, reportsOf)).map(({ sk, isAdded }) => ({
      day: String(sk).slice(reportsOf.beginsWith.length),
      isAdded: isAdded === true,
    })),
});

export type ReconciliationRecords = ReturnType<typeof reconciliationRecords>;
