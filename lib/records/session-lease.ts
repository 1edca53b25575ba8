// One at a time works on a session, however its command came in; the same item remembers how new what was written there is.
import { createHash } from "node:crypto";
import { type Place, placeKeys } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import type { OrderedField } from "../core/outcome.ts";
import { type PacedCommand, paceOf, rememberPace } from "../core/sessions/event-pace.ts";
import { isOwnEcho, rememberWrites, type WrittenValues } from "../core/sessions/own-writes.ts";
import type { SessionChange } from "../core/sessions/reported-changes.ts";
import type { Clock } from "../runtime/clock.ts";
import { type FencedLease, takeLease } from "./fenced-lease.ts";
import { dueIndex, historyMs } from "./ledger.ts";

/** How new the fields are that were written. */
export interface WrittenFields {
  source: string;
  occurredAtMs: number;
  fields: readonly OrderedField[];
}

/** What of the commands that were worked on is remembered of the session. */
export interface SessionMemory {
  written: readonly WrittenFields[];
  /** These values are ours. */
  values: WrittenValues;
  /** These were brought by events. */
  paced: readonly PacedCommand[];
}

export interface SessionLease {
  /** It is a higher number each time the session is taken. */
  readonly fence: number;
  /** Whoever had the session before worked on this command and never gave it back: how that ended is to be looked into. */
  readonly abandoned: string | undefined;
  /** Answers when the newest event of this source that was written to the field happened, in epoch milliseconds. */
  writtenAt(source: string, field: OrderedField): number | undefined;
  /** True if all of these changes are writes of ours, made within that time. */
  isOwnEcho(changes: readonly SessionChange[], withinMs: number): boolean;
  /** How many commands events of this source brought within the hour, with these that came since the session was taken. */
  paceOf(source: string, added: readonly PacedCommand[]): ReturnType<typeof paceOf>;
  /** Says which command is worked on, where that was not known when the session was taken, with what a dead worker's had come to. False when the lease was lost. */
  workOn(commandId: string, memory: SessionMemory): Promise<boolean>;
  /** Gives the session back, and remembers what was done. False when somebody else has taken it since. */
  release(memory: SessionMemory): Promise<boolean>;
}

interface LeaseRequest {
  owner: string;
  leaseMs: number;
  commandId?: string;
  /** Nobody brings the command again if its worker dies: relay-outcomes is to look after the session then. */
  isWatched: boolean;
}

export interface SessionLeases {
  /** While somebody else works there, `busyUntilMs` says until when at most, in epoch milliseconds, and `commandId` on what. */
  take(
    place: Place,
    request: LeaseRequest,
  ): Promise<{ lease: SessionLease } | { busyUntilMs: number; commandId?: string }>;
  /** Whether somebody works there now. */
  isHeld(place: Place): Promise<boolean>;
  /** Answers the places whose watched workers died, the oldest first. */
  abandoned(limit: number): Promise<readonly Place[]>;
}

/** The source is hashed: it is free text, and attribute names are short. */
const attributeOf = (source: string, field: OrderedField): string =>
  `at_${createHash("sha256").update(source).digest("hex").slice(0, 16)}_${field}`;

const watchAttributes = ["due", "dueAt"];

const sessionLease = ({ item, fence, update, release }: FencedLease, clock: Pick<Clock, "now">): SessionLease => {
  const remembered = ({ written, values, paced: added }: SessionMemory) => {
    const newest: Record<string, number> = {};
    for (const { source, occurredAtMs, fields } of written)
      for (const field of fields) {
        const name = attributeOf(source, field);
        // What a dead worker wrote is remembered late: something newer may have been written since.
        newest[name] = Math.max(occurredAtMs, newest[name] ?? occurredAtMs, Number(item[name] ?? occurredAtMs));
      }
    const isWritten = Object.keys(values).length > 0;
    const writes = isWritten ? { writes: rememberWrites(item.writes, values, clock.now()) } : {};
    const paced = rememberPace(item.paced, added, clock.now());
    return {
      set: { ...newest, ...writes, ...(paced !== undefined && { paced }) },
      remove: paced === undefined && item.paced !== undefined ? ["paced"] : [],
    };
  };
  return {
    fence,
    // Whoever gives it back takes the command's id away with the lease.
    abandoned: typeof item.commandId === "string" ? item.commandId : undefined,
    writtenAt: (source, field) => {
      const at = item[attributeOf(source, field)];
      return typeof at === "number" ? at : undefined;
    },
    isOwnEcho: (changes, withinMs) => isOwnEcho(item.writes, changes, clock.now() - withinMs),
    paceOf: (source, added) => paceOf(item.paced, added, source, clock.now()),
    workOn: (commandId, memory) => {
      const { set, remove } = remembered(memory);
      return update({ set: { ...set, commandId }, remove });
    },
    release: (memory) => {
      const { set, remove } = remembered(memory);
      return release({ set, remove: ["commandId", ...watchAttributes, ...remove] });
    },
  };
};

export const sessionLeases = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): SessionLeases => ({
  take: async (place, { owner, leaseMs, commandId, isWatched }) => {
    const key = placeKeys.state(place);
    const nowMs = clock.now();
    const taken = await takeLease(table, key, {
      owner,
      nowMs,
      leaseMs,
      set: {
        // It counts the leases, and each record says under which it was written: it may not go before them.
        expires: Math.ceil((nowMs + historyMs) / 1000),
        ...(isWatched && { due: "lease", dueAt: nowMs + leaseMs }),
      },
      // What a dead worker left stays to be seen until somebody has looked into it.
      ...(commandId !== undefined && { setIfAbsent: { commandId } }),
    });
    if ("lease" in taken) return { lease: sessionLease(taken.lease, clock) };
    const { leaseUntil, commandId: workedOn } = taken.held;
    return {
      busyUntilMs: typeof leaseUntil === "number" ? leaseUntil : nowMs,
      ...(typeof workedOn === "string" && { commandId: workedOn }),
    };
  },
  isHeld: async (place) => {
    const item = await table.get(placeKeys.state(place));
    return typeof item?.leaseUntil === "number" && item.leaseUntil >= clock.now();
  },
  abandoned: async (limit) => {
    const keys = await table.queryIndex(dueIndex("lease"), { limit, upTo: clock.now() - 1 });
    return keys.map(({ pk }) => ({ pk }));
  },
});
