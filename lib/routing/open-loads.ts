// Counts how many open sessions each person has: rarely, since a large account takes many calls, and holds the count for the process.
import { Fault, faults } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
import { perAccount } from "../runtime/per-account.ts";
import type { WtsClient } from "../wts/client.ts";
import { listOpenSessions } from "../wts/open-sessions.ts";
import type { SessionDetail, WtsSession } from "../wts/types.ts";
import { maxCountAgeMs } from "./records/reserved-slots.ts";

interface OpenLoad {
  startedAtMs: number;
  /** Somebody asks for the sessions of single departments, too. */
  byDepartment: boolean;
  sessions: readonly WtsSession[];
  /** The ids of a person's sessions, or of those in one department. All ids are in lower case. */
  sessionIdsOf(userId: string, departmentId?: string): ReadonlySet<string>;
}

interface OpenLoads {
  /** The load as it was a short while ago; one count runs at a time for each account. Throws Fault. */
  recent(account: string, client: Pick<WtsClient, "listSessions">): Promise<OpenLoad>;
  /** The load as it is now. Throws Fault. */
  fresh(account: string, client: Pick<WtsClient, "listSessions">): Promise<OpenLoad>;
}

/** Counting may take half a call a second of the account's rate: a count of many pages has to do for longer. */
const agePerPageMs = 2_000;

const nothing: ReadonlySet<string> = new Set();

const keyOf = (userId: string, departmentId = ""): string => `${userId}/${departmentId}`.toLowerCase();

const byOwner = (sessions: readonly WtsSession[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const owners = new Map<string, Set<string>>();
  const add = (key: string, id: string): void => {
    owners.set(key, (owners.get(key) ?? new Set()).add(id.toLowerCase()));
  };
  for (const { id, userId, departmentId } of sessions) {
    if (typeof userId !== "string") continue;
    add(keyOf(userId), id);
    if (typeof departmentId === "string") add(keyOf(userId, departmentId), id);
  }
  return owners;
};

interface OpenLoadsOptions {
  clock: Pick<Clock, "now">;
  /** How old a count may be that took one page, in milliseconds. */
  maxAgeMs: number;
  /** What the list has to show of each session beside its own properties. */
  details: readonly SessionDetail[];
  byDepartment: boolean;
}

export const openLoads = ({ clock, maxAgeMs, details, byDepartment }: OpenLoadsOptions): OpenLoads => {
  const countsOf = perAccount(() => {
    let held: { load: OpenLoad; usableUntilMs: number } | undefined;
    let counting: Promise<OpenLoad> | undefined;

    const count = async (client: Pick<WtsClient, "listSessions">): Promise<OpenLoad> => {
      const { sessions, startedAtMs, pages } = await listOpenSessions(client, clock, details);
      const ageMs = Math.max(maxAgeMs, pages * agePerPageMs);
      const usableUntilMs = startedAtMs + Math.min(ageMs, maxCountAgeMs);
      if (clock.now() > startedAtMs + maxCountAgeMs)
        throw new Fault(faults.wtsUnavailable, {
          message: "counting the open sessions took so long that the count is of no use",
          logged: { wtsReason: "COUNT_TOO_SLOW", pages },
        });
      const owned = byOwner(sessions);
      const sessionIdsOf: OpenLoad["sessionIdsOf"] = (...of) => owned.get(keyOf(...of)) ?? nothing;
      const load = { startedAtMs, byDepartment, sessions, sessionIdsOf };
      held = { load, usableUntilMs };
      return load;
    };
    const countOnce = (client: Pick<WtsClient, "listSessions">): Promise<OpenLoad> => {
      counting ??= count(client).finally(() => {
        counting = undefined;
      });
      return counting;
    };
    return {
      recent: async (client: Pick<WtsClient, "listSessions">) =>
        held && clock.now() < held.usableUntilMs ? held.load : countOnce(client),
      fresh: countOnce,
    };
  });
  return {
    recent: (account, client) => countsOf(account).recent(client),
    fresh: (account, client) => countsOf(account).fresh(client),
  };
};
