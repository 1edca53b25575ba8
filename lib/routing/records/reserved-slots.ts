// Keeps what people were promised and WTS's lists may not show yet: until then nobody else may be given the same slot.
import { accountKeys } from "../../aws/item-keys.ts";
import type { Item, Table } from "../../aws/table.ts";
import type { Clock } from "../../runtime/clock.ts";

/** One person's promises, as they were read. */
export interface Slots {
  /** The version changes with every reservation. */
  version: number;
  lastAssignedAtMs?: number;
  /** When each session was promised, and in which department; one without could be in any. */
  reserved: ReadonlyMap<string, { atMs: number; departmentId?: string }>;
}

interface Person {
  account: string;
  userId: string;
}

interface PromisedSession {
  sessionId: string;
  departmentId: string;
}

export interface ReservedSlots {
  read(person: Person): Promise<Slots>;
  /** False when somebody else has reserved since `seen` was read: then decide again. */
  reserve(person: Person, session: PromisedSession, seen: Slots): Promise<boolean>;
  /** Frees the slot of a session that did not go there, or has gone on from there. */
  release(person: Person, sessionId: string): Promise<void>;
}

/** A count of open sessions that is older is not used: its reservations could be gone before it is. */
export const maxCountAgeMs = 120_000;
const clockSkewMs = 5_000;
/** DynamoDB takes an update expression of at most 4 KB; promises that are over and still there are cleared away by the next update. */
const maxCleared = 200;

const keyOf = ({ account, userId }: Person) => accountKeys.slots(account, userId);
const prefix = "session_";
const attributeOf = (sessionId: string): string => prefix + sessionId.toLowerCase();
/** Beside it stands the department: a version that does not know of it reads the promise all the same. */
const placePrefix = "department_";
const placeOf = (sessionId: string): string => placePrefix + sessionId.toLowerCase();
const attributesOf = (sessionId: string): string[] => [attributeOf(sessionId), placeOf(sessionId)];

const promiseIn = (item: Item, sessionId: string, atMs: number) => {
  const departmentId = item[placeOf(sessionId)];
  return [sessionId, { atMs, ...(typeof departmentId === "string" && { departmentId }) }] as const;
};

const slotsOf = (item: Item = {}): Slots => ({
  version: Number(item.v ?? 0),
  ...(typeof item.lastAssignedAt === "number" && { lastAssignedAtMs: item.lastAssignedAt }),
  reserved: new Map(
    Object.entries(item).flatMap(([name, at]) =>
      name.startsWith(prefix) ? [promiseIn(item, name.slice(prefix.length), Number(at))] : [],
    ),
  ),
});

/**
 * How many promises a count of open sessions cannot show: all of them, or those that are, or may be, in the department. `holdMs` is the longest time between a promise and WTS's yes: a
 * count that began later shows the session, or the session never went there.
 */
export const stillReserved = (
  { reserved }: Slots,
  counted: { startedAtMs: number; sessionIds: ReadonlySet<string> },
  holdMs: number,
  inDepartment?: string,
): number =>
  [...reserved].filter(
    ([sessionId, { atMs, departmentId = inDepartment }]) =>
      (inDepartment === undefined || departmentId === inDepartment) &&
      !counted.sessionIds.has(sessionId) &&
      counted.startedAtMs < atMs + holdMs + clockSkewMs,
  ).length;

interface ReservedSlotsOptions {
  table: Table;
  clock: Pick<Clock, "now">;
  /** As in `stillReserved`. */
  holdMs: number;
}

/** A promise ends by itself, so that a function that died blocks nobody's slot. */
export const reservedSlots = ({ table, clock, holdMs }: ReservedSlotsOptions): ReservedSlots => {
  /** A promise is kept until every count that is still in use began after it ended. */
  const keptMs = holdMs + maxCountAgeMs + 2 * clockSkewMs;
  const isOver = (at: number): boolean => clock.now() - at > keptMs;
  return {
    read: async (person) => slotsOf(await table.get(keyOf(person))),
    reserve: async (person, { sessionId, departmentId }, { version, reserved }) => {
      const now = clock.now();
      const over = [...reserved].flatMap(([id, { atMs }]) =>
        isOver(atMs) && id !== sessionId.toLowerCase() ? [id] : [],
      );
      const updated = await table.update(keyOf(person), {
        set: {
          ...{ [attributeOf(sessionId)]: now, [placeOf(sessionId)]: departmentId },
          ...{ lastAssignedAt: now, expires: Math.ceil(now / 1000) + 14 * 86_400 },
        },
        add: { v: 1 },
        remove: over.slice(0, maxCleared).flatMap(attributesOf),
        condition: version === 0 ? "attribute_not_exists(#v)" : "#v = :version",
        values: { version },
      });
      if (updated) return true;
      // A write whose answer was lost is repeated by the client of AWS, and then meets itself.
      const held = await table.get(keyOf(person));
      return Number(held?.v ?? 0) === version + 1 && held?.[attributeOf(sessionId)] === now;
    },
    release: async (person, sessionId) => {
      await table.update(keyOf(person), {
        add: { v: 1 },
        remove: attributesOf(sessionId),
        condition: "attribute_exists(#v)",
      });
    },
  };
};
