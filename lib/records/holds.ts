// The holds of sessions, one each: whoever closes or moves one by the clock asks here first.
import { placeKeys, type SessionKey, sessionIdIn } from "../aws/item-keys.ts";
import type { Item, Table } from "../aws/table.ts";
import { type Hold, type HoldEnding, holdEndings } from "../core/holds/hold.ts";
import { ownText } from "../core/value.ts";
import type { Clock } from "../runtime/clock.ts";
import { dueIndex, historyMs } from "./ledger.ts";

export interface Holds {
  /** The session's hold, also one that has ended lately: a session is idle since its end. The read is strongly consistent. */
  read(account: string, sessionId: string): Promise<Hold | undefined>;
  /** The sessions that are held, in lower case, those whose time comes first in front; at most `heldCachedMs` old. */
  idsOf(account: string): Promise<ReadonlySet<string>>;
  /** The live holds by session, from the same list; each of them is read. */
  of(account: string): Promise<ReadonlyMap<string, Hold>>;
  /** The sessions whose hold is due by then, the longest due first. */
  dueBy(account: string, ms: number, limit: number): Promise<readonly string[]>;
  /** The session has one hold: another takes its place. The same one, set again, changes nothing, whatever became of it. */
  set(account: string, sessionId: string, hold: Hold): Promise<void>;
  /** Of the hold of this id; one that was replaced, or that another command has ended, stays what it is. False then. */
  end(account: string, sessionId: string, id: string, ending: { as: HoldEnding; by: string }): Promise<boolean>;
  /** Its end was told: it is listed no more. Until then whoever looks for what is due finds it again. */
  settle(account: string, sessionId: string, id: string): Promise<void>;
  /** The sessions of which a tag's hold is over: the tag holds them again only when it was taken off in between. */
  taggedIdsOf(account: string): Promise<readonly string[]>;
  /** The tag was taken off, or the session is closed. */
  forgetTag(account: string, sessionId: string, id: string): Promise<void>;
}

/** A run asks with every page. Whoever acts on a session reads its hold itself. */
export const heldCachedMs = 20_000;
/** A read of the index answers no more; nobody holds as many. */
const mostHeld = 20_000;

const holdOf = (item: Item | undefined): Hold | undefined => {
  if (item === undefined) return undefined;
  const { id, untilMs, setAtMs, lastMessageInMs, endedAtMs, endedAs, endedBy } = item;
  if (typeof id !== "string" || typeof untilMs !== "number" || typeof setAtMs !== "number") return undefined;
  const [reason, tag] = [ownText(item, "reason"), ownText(item, "tag")];
  const as = holdEndings.find((ending) => ending === endedAs);
  const source = ownText(item, "source") ?? "";
  return {
    id,
    untilMs,
    setAtMs,
    lastMessageInMs: typeof lastMessageInMs === "number" ? lastMessageInMs : null,
    source,
    setBy: ownText(item, "setBy") ?? source,
    ...(reason !== undefined && { reason }),
    ...(tag !== undefined && { tag }),
    ...(as && typeof endedAtMs === "number" && { ended: { atMs: endedAtMs, as, by: String(endedBy) } }),
  };
};

const keyOf = (account: string, sessionId: string): SessionKey => ({ account, sessionId });
const dueOf = (account: string) => `hold#${account}` as const;
const taggedOf = (account: string) => `tagged#${account}` as const;

export const holds = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): Holds => {
  /** Whoever asks while the list is being read gets the same answer: a run asks for a whole page at once. */
  const cached = new Map<string, { ids: Promise<ReadonlySet<string>>; readAtMs: number }>();
  const listed = async (
    due: ReturnType<typeof dueOf> | ReturnType<typeof taggedOf>,
    limit: number,
    upTo?: number,
  ): Promise<readonly string[]> => {
    const keys = await table.queryIndex(dueIndex(due), { limit, ...(upTo !== undefined && { upTo }) });
    return keys.map(sessionIdIn);
  };
  const read: Holds["read"] = async (account, sessionId) =>
    holdOf(await table.get(placeKeys.hold(keyOf(account, sessionId))));
  const idsOf: Holds["idsOf"] = (account) => {
    const held = cached.get(account);
    if (held && clock.now() - held.readAtMs < heldCachedMs) return held.ids;
    const ids = listed(dueOf(account), mostHeld).then((held) => new Set(held));
    const reading = { ids, readAtMs: clock.now() };
    cached.set(account, reading);
    // What failed is asked again.
    reading.ids.catch(() => {
      if (cached.get(account) === reading) cached.delete(account);
    });
    return reading.ids;
  };
  return {
    read,
    idsOf,
    of: async (account) => {
      const ids = [...(await idsOf(account))];
      const all = await Promise.all(ids.map(async (id) => [id, await read(account, id)] as const));
      return new Map(all.flatMap(([id, hold]) => (hold && !hold.ended ? [[id, hold] as const] : [])));
    },
    dueBy: (account, ms, limit) => listed(dueOf(account), limit, ms),
    taggedIdsOf: (account) => listed(taggedOf(account), mostHeld),
    set: async (account, sessionId, hold) => {
      const { id, untilMs, setAtMs, lastMessageInMs, source, setBy, reason, tag } = hold;
      const may = { lastMessageInMs: lastMessageInMs ?? undefined, reason, tag };
      const given = Object.entries(may).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
      const absent = Object.entries(may).flatMap(([name, value]) => (value === undefined ? [name] : []));
      await table.update(placeKeys.hold(keyOf(account, sessionId)), {
        set: {
          ...{ id, untilMs, setAtMs, source, setBy, ...Object.fromEntries(given) },
          ...{ due: dueOf(account), dueAt: untilMs, expires: Math.ceil((untilMs + historyMs) / 1000) },
        },
        remove: ["endedAtMs", "endedAs", "endedBy", ...absent],
        condition: "attribute_not_exists(#id) OR #id <> :id",
        values: { id },
      });
      cached.delete(account);
    },
    end: async (account, sessionId, id, { as, by }) => {
      const ended = await table.update(placeKeys.hold(keyOf(account, sessionId)), {
        set: { endedAtMs: clock.now(), endedAs: as, endedBy: by, expires: Math.ceil((clock.now() + historyMs) / 1000) },
        condition: "#id = :id AND attribute_not_exists(#endedAs)",
        values: { id },
      });
      cached.delete(account);
      if (ended) return true;
      const held = await read(account, sessionId);
      return held?.id === id && held.ended?.by === by;
    },
    settle: async (account, sessionId, id) => {
      const key = placeKeys.hold(keyOf(account, sessionId));
      const ended = { condition: "#id = :id AND attribute_exists(#endedAs)", values: { id } };
      const tagged = await table.update(key, {
        set: { due: taggedOf(account) },
        condition: `${ended.condition} AND attribute_exists(#tag)`,
        values: { id },
      });
      if (!tagged) await table.update(key, { remove: ["due", "dueAt"], ...ended });
      cached.delete(account);
    },
    forgetTag: async (account, sessionId, id) => {
      await table.update(placeKeys.hold(keyOf(account, sessionId)), {
        remove: ["due", "dueAt", "tag"],
        condition: "#id = :id AND attribute_exists(#endedAs)",
        values: { id },
      });
    },
  };
};
