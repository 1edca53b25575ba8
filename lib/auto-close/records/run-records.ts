// What a sweep did, session by session, for as long as somebody may ask or want it undone.
import type { Item, Table } from "../../aws/table.ts";
import type { Door } from "../../core/queue/queued-command.ts";
import type { SessionStatus } from "../../core/status.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { OpenRun, RunCounts } from "./run-lease.ts";

/**
 * `refused`: it did nothing, since a policy cannot be understood. `stopped`: it waits for somebody. `failed`: what WTS
 * answered cannot be trusted. `superseded`: the policies changed.
 */
export type RunState = "running" | "done" | "refused" | "stopped" | "failed" | "superseded";

export interface RunRecord {
  id: string;
  account: string;
  startedBy: OpenRun["startedBy"];
  startedAt: string;
  endedAt?: string;
  /** Idleness was judged at it. */
  now: string;
  state: RunState;
  /** What each policy was allowed to do. */
  policies: readonly { name: string; mode: PolicyMode }[];
  counts: RunCounts;
  /** Why it refused, or stopped, and what to do. */
  problems: readonly string[];
  /** How many records of sessions it has. */
  seq: number;
  /** When somebody took it back, and what came of that. */
  undone?: string;
}

/** `dry`: says what it would do. `unconfirmed`: the same, once. `waiting`: it did, and nobody has confirmed it yet. */
export type PolicyMode = "acts" | "dry" | "unconfirmed" | "waiting" | "paused";

export type SessionResult = "closed" | "warned" | "reopened" | "left" | "failed" | "would-close" | "would-warn";

/** As it was when it was decided on. Nothing of the contact. */
export interface SessionBefore {
  status: SessionStatus;
  departmentId: string | null;
  userId: string | null;
  lastMessageInMs: number | null;
  lastMessageOutMs: number | null;
}

export interface SessionRecord {
  id: string;
  policy: string;
  action: "close" | "warn" | "look";
  commandId: string;
  reasons: readonly string[];
  before: SessionBefore;
  /** Absent while it is not known. */
  result?: SessionResult;
  /** Why it was left, or failed. */
  code?: string;
  /** As WTS answered the close: whoever opens and closes it again moves it. */
  after?: { endAt: string | null };
}

export interface RunRecords {
  save(run: RunRecord): Promise<void>;
  read(id: string): Promise<RunRecord | undefined>;
  /** The newest first, those of 90 days at most. */
  list(account: string, limit: number): Promise<readonly RunRecord[]>;
  /** False when this record exists already: somebody else writes the same run. */
  addSessions(id: string, seq: number, sessions: readonly SessionRecord[]): Promise<boolean>;
  settleSessions(id: string, seq: number, sessions: readonly SessionRecord[]): Promise<void>;
  readSessions(id: string, seq: number): Promise<readonly SessionRecord[] | undefined>;
  noteUndone(id: string, undone: string): Promise<void>;
}

export const runSource = "auto-close";
export const runDoor: Door = "schedule";

const dayMs = 86_400_000;
const pkOf = (id: string): string => `run#${id}`;
const sessionsPkOf = (id: string, seq: number): string => `run#${id}#${seq}`;
const indexValue = (account: string, instant: string): string => `auto-close#${account}#${instant.slice(0, 7)}`;

const textIn = (item: Item, name: string): string => String(item[name] ?? "");

const recordOf = (id: string, item: Item): RunRecord => ({
  id,
  account: textIn(item, "account"),
  startedBy: textIn(item, "startedBy") as RunRecord["startedBy"],
  startedAt: textIn(item, "seenAt"),
  ...(item.endedAt !== undefined && { endedAt: textIn(item, "endedAt") }),
  now: textIn(item, "now"),
  state: textIn(item, "state") as RunState,
  policies: JSON.parse(textIn(item, "policies")),
  counts: JSON.parse(textIn(item, "counts")),
  problems: JSON.parse(textIn(item, "problems")),
  seq: Number(item.seq),
  ...(item.undone !== undefined && { undone: textIn(item, "undone") }),
});

/** The month an instant lies in, and those before it, as far back as `days`. */
const monthsBack = (fromMs: number, days: number): string[] => {
  const months = new Set<string>();
  for (let day = 0; day <= days; day += 27) months.add(new Date(fromMs - day * dayMs).toISOString());
  months.add(new Date(fromMs - days * dayMs).toISOString());
  return [...new Set([...months].map((instant) => instant.slice(0, 7)))].sort().reverse();
};

export const runRecords = ({
  table,
  clock,
  keptDays,
}: {
  table: Table;
  clock: Pick<Clock, "now">;
  keptDays: number;
}): RunRecords => {
  const expires = () => Math.ceil((clock.now() + keptDays * dayMs) / 1000);
  const read = async (id: string): Promise<RunRecord | undefined> => {
    const item = await table.get(pkOf(id));
    return item && recordOf(id, item);
  };
  return {
    save: async ({ id, account, startedBy, startedAt, endedAt, now, state, policies, counts, problems, seq }) => {
      await table.update(pkOf(id), {
        set: {
          ...{ account, startedBy, now, state, seq, expires: expires() },
          // The index that lists the ledger's days lists the runs by month.
          ...{ seenAt: startedAt, day: indexValue(account, startedAt) },
          ...(endedAt !== undefined && { endedAt }),
          policies: JSON.stringify(policies),
          counts: JSON.stringify(counts),
          problems: JSON.stringify(problems),
        },
      });
    },
    read,
    list: async (account, limit) => {
      const found: RunRecord[] = [];
      for (const month of monthsBack(clock.now(), keptDays)) {
        const index = { name: "by-day", attribute: "day", value: indexValue(account, month) };
        const keys = await table.queryIndex(index, { newestFirst: true, limit: limit - found.length });
        const runs = await Promise.all(keys.map((pk) => read(pk.slice("run#".length))));
        found.push(...runs.flatMap((run) => run ?? []));
        if (found.length >= limit) break;
      }
      return found;
    },
    addSessions: async (id, seq, sessions) => {
      const added = await table.update(sessionsPkOf(id, seq), {
        set: { sessions: JSON.stringify(sessions), expires: expires() },
        condition: "attribute_not_exists(#pk)",
      });
      return added !== undefined;
    },
    settleSessions: async (id, seq, sessions) => {
      await table.update(sessionsPkOf(id, seq), { set: { sessions: JSON.stringify(sessions) } });
    },
    noteUndone: async (id, undone) => {
      await table.update(pkOf(id), { set: { undone } });
    },
    readSessions: async (id, seq) => {
      const item = await table.get(sessionsPkOf(id, seq));
      return item && (JSON.parse(String(item.sessions)) as readonly SessionRecord[]);
    },
  };
};
