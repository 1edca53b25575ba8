// What a run did, session by session, for as long as somebody may ask or want it undone.
import { runIdIn, runKeys, undosOf } from "../../aws/item-keys.ts";
import type { Item, Table } from "../../aws/table.ts";
import { commandIdOf } from "../../core/command/command-id.ts";
import { type SaidSo, saidSoIn } from "../../core/said-so.ts";
import { dayIndex } from "../../records/ledger.ts";
import type { Clock } from "../../runtime/clock.ts";
import { beforeOf, type SessionBefore } from "../rules/notice.ts";
import type { PlannedAction } from "../rules/plan-session.ts";
import type { OpenRun, RunCounts } from "./run-leases.ts";

/**
 * A run is `refused` when it did nothing since a policy cannot be understood, `stopped` when it waits for somebody, `failed`
 * when what WTS answered cannot be trusted, and `superseded` when the policies changed.
 */
export type RunState = "running" | "done" | "refused" | "stopped" | "failed" | "superseded";

export interface RunRecord {
  id: string;
  account: string;
  startedBy: OpenRun["startedBy"];
  /** The person at the command line; absent of the schedule's, and of what an earlier version began. */
  orderedBy?: string;
  startedAt: string;
  endedAt?: string;
  /** Idleness was measured at it. */
  now: string;
  state: RunState;
  /** What each policy was allowed to do. */
  policies: readonly { name: string; mode: PolicyMode }[];
  counts: RunCounts;
  /** They say why it refused, or stopped, and what to do. */
  problems: readonly string[];
  /** It is the number of its records of sessions. */
  seq: number;
  /** Who let it go on, once it had stopped. */
  continued?: SaidSo;
  /** How often somebody took the run back. */
  undos: number;
  /** The contacts that it found to have written again. */
  sightings: readonly Sighting[];
}

/** A contact that had written again, in a session that was closed within the last day. */
export interface Sighting {
  id: string;
  lastMessageInMs: number;
}

/** What became of one session of a run that somebody took back. */
export interface UndoneSession {
  id: string;
  policy: string;
  result: "restored" | "left" | "failed";
  /** It says why the session was not restored. */
  code?: string;
}

/** One time that somebody took a run back. */
export interface Undo extends SaidSo {
  sessions: readonly UndoneSession[];
}

/**
 * A `dry` policy says what it would do, an `unconfirmed` one does the same once, and of a `waiting` one that has been said
 * and nobody has confirmed it yet. One that is `not-asked` keeps its sessions while a run was begun for another one alone.
 */
export type PolicyMode = "acts" | "dry" | "unconfirmed" | "waiting" | "paused" | "not-asked";

type SessionResult = "closed" | "warned" | "reopened" | "left" | "failed" | "would-close" | "would-warn";

export interface SessionRecord {
  id: string;
  policy: string;
  action: "close" | "warn" | "look";
  commandId: string;
  reasons: readonly string[];
  before: SessionBefore;
  /** It is absent while it is not known. */
  result?: SessionResult;
  /** It says why the session was left, or failed. */
  code?: string;
  /** The end is as WTS answered the close: whoever opens and closes the session again moves it. */
  after?: { endAt: string | null };
}

/** What it says of itself; the rest is noted by others. */
export type RunOfItself = Omit<RunRecord, "undos" | "sightings" | "continued">;

export interface RunRecords {
  /** What others find out about it is theirs to note. */
  save(run: RunOfItself): Promise<void>;
  noteSightings(id: string, sightings: readonly Sighting[]): Promise<void>;
  noteContinued(id: string, saidSo: SaidSo): Promise<void>;
  read(id: string): Promise<RunRecord | undefined>;
  /** The newest come first, and none is older than what is kept; with `sinceMs`, none that began before then, nor is one read. */
  list(account: string, limit: number, sinceMs?: number): Promise<readonly RunRecord[]>;
  /** False when this record exists already: somebody else writes the same run. */
  addSessions(id: string, seq: number, sessions: readonly SessionRecord[]): Promise<boolean>;
  settleSessions(id: string, seq: number, sessions: readonly SessionRecord[]): Promise<void>;
  readSessions(id: string, seq: number): Promise<readonly SessionRecord[] | undefined>;
  addUndo(id: string, undo: Undo): Promise<void>;
  /** The oldest comes first. */
  readUndos(id: string): Promise<readonly Undo[]>;
}

/** So many runs are read side by side. */
const atOnce = 50;

/** Every command of a run says that it comes from here. */
export const runOrigin = { door: "schedule", source: "auto-close" } as const;

/** In one silence of a session each action has one command, whichever run comes to it. */
export const commandIdFor = (account: string, action: SessionRecord["action"], silence: string): string =>
  commandIdOf({ account, source: runOrigin.source, deliveryId: `${action} ${silence}`, index: 0 });

/** The record of a session before anything is done to it. */
export const sessionRecordOf = (
  account: string,
  planned: Pick<PlannedAction, "silence" | "facts" | "policy" | "reasons"> & Pick<SessionRecord, "action">,
): SessionRecord => ({
  id: planned.facts.id,
  policy: planned.policy.policy.name,
  action: planned.action,
  commandId: commandIdFor(account, planned.action, planned.silence),
  reasons: planned.reasons,
  before: beforeOf(planned),
});

const dayMs = 86_400_000;
const indexValue = (account: string, instant: string): string => `auto-close#${account}#${instant.slice(0, 7)}`;

const textIn = (item: Item, name: string): string => String(item[name] ?? "");

const continuedIn = (item: Item): Pick<RunRecord, "continued"> => {
  const continued = saidSoIn(item, "continuedAt", "continuedBy");
  return continued ? { continued } : {};
};

const recordOf = (id: string, item: Item): RunRecord => ({
  id,
  account: textIn(item, "account"),
  startedBy: textIn(item, "startedBy") as RunRecord["startedBy"],
  ...(item.orderedBy !== undefined && { orderedBy: textIn(item, "orderedBy") }),
  startedAt: textIn(item, "seenAt"),
  ...(item.endedAt !== undefined && { endedAt: textIn(item, "endedAt") }),
  now: textIn(item, "now"),
  state: textIn(item, "state") as RunState,
  policies: JSON.parse(textIn(item, "policies")),
  counts: JSON.parse(textIn(item, "counts")),
  problems: JSON.parse(textIn(item, "problems")),
  seq: Number(item.seq),
  ...continuedIn(item),
  undos: Number(item.undos ?? 0),
  sightings: JSON.parse(textIn(item, "sightings") || "[]"),
});

/** The month an instant lies in, and those before it, as far back as `days`. */
const monthsBack = (fromMs: number, days: number): ReadonlySet<string> => {
  const months = new Set<string>();
  for (let day = 0; day <= days; day += 1) months.add(new Date(fromMs - day * dayMs).toISOString().slice(0, 7));
  return months;
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
    const item = await table.get(runKeys.run(id));
    return item && recordOf(id, item);
  };
  return {
    save: async ({ id, startedAt, policies, counts, problems, ...rest }) => {
      await table.update(runKeys.run(id), {
        set: {
          ...rest,
          seenAt: startedAt,
          // The index that lists the ledger's days lists the runs by month.
          day: indexValue(rest.account, startedAt),
          policies: JSON.stringify(policies),
          counts: JSON.stringify(counts),
          problems: JSON.stringify(problems),
          expires: expires(),
        },
      });
    },
    read,
    list: async (account, limit, sinceMs = Number.NEGATIVE_INFINITY) => {
      const found: RunRecord[] = [];
      for (const month of monthsBack(clock.now(), keptDays)) {
        const index = dayIndex(indexValue(account, month));
        const keys = await table.queryIndex(index, { newestFirst: true, limit: limit - found.length });
        for (let from = 0; from < keys.length; from += atOnce) {
          const runs = await Promise.all(keys.slice(from, from + atOnce).map((key) => read(runIdIn(key))));
          const there = runs.flatMap((run) => run ?? []);
          const wanted = there.filter(({ startedAt }) => Date.parse(startedAt) >= sinceMs);
          found.push(...wanted);
          if (wanted.length < there.length) return found;
        }
        if (found.length >= limit) break;
      }
      return found;
    },
    addSessions: async (id, seq, sessions) => {
      const added = await table.update(runKeys.sessions(id, seq), {
        set: { sessions: JSON.stringify(sessions), expires: expires() },
        condition: "attribute_not_exists(#pk)",
      });
      return added !== undefined;
    },
    settleSessions: async (id, seq, sessions) => {
      await table.update(runKeys.sessions(id, seq), { set: { sessions: JSON.stringify(sessions) } });
    },
    noteSightings: async (id, sightings) => {
      await table.update(runKeys.run(id), { set: { sightings: JSON.stringify(sightings) } });
    },
    noteContinued: async (id, { at, by }) => {
      await table.update(runKeys.run(id), { set: { continuedAt: at, continuedBy: by } });
    },
    addUndo: async (id, undo) => {
      await table.update(runKeys.undo(id, undo.at), { set: { undo: JSON.stringify(undo), expires: expires() } });
      await table.update(runKeys.run(id), { add: { undos: 1 } });
    },
    readUndos: async (id) => {
      const items = await table.query(...undosOf(id));
      return items.map(({ undo }) => JSON.parse(String(undo)) as Undo);
    },
    readSessions: async (id, seq) => {
      const item = await table.get(runKeys.sessions(id, seq));
      return item && (JSON.parse(String(item.sessions)) as readonly SessionRecord[]);
    },
  };
};
