// Remembers for 14 days which commands brought some content, and when each of them came: a copy under another id is known by it.
import { contentKey, type Place, parkedKey } from "../aws/item-keys.ts";
import type { Item, Table } from "../aws/table.ts";
import type { Content } from "../core/queue/queued-command.ts";
import type { Clock } from "../runtime/clock.ts";
import { rememberedMs } from "./ledger.ts";

/** A command that brought a content, and where its record stands. */
export interface ContentHolder {
  commandId: string;
  place: Place;
  /** It is the ISO instant at which it came. */
  receivedAt: string;
}

interface Claim {
  /** These brought it within that time of this one, the earliest first, also this one itself at another place: each may have been applied. */
  rivals: readonly ContentHolder[];
  /** Puts this one beside them, after they all came to nothing. False when somebody else was faster. */
  join(): Promise<boolean>;
}

export interface Contents {
  /** Where nobody else brought the content within its time, it is this one's from now on. */
  claim(content: Content, holder: ContentHolder): Promise<Claim>;
  /** When it came, where something that brought it is parked and came within its time of this instant. */
  parkedBefore(content: Content, receivedAt: string): Promise<string | undefined>;
  noteParked(id: string, receivedAt: string): Promise<void>;
  /** Somebody replays it: what of it fails from now on is parked again. */
  forgetParked(id: string): Promise<void>;
}

/** An item of so many is about as large as one write unit holds; who brought it before them is forgotten. */
const mostHolders = 5;

interface Held {
  holders: readonly ContentHolder[];
  version: number;
}

const holdersIn = ({ holders, version }: Item): Held => {
  const listed: unknown = typeof holders === "string" ? JSON.parse(holders) : [];
  const rows = Array.isArray(listed) ? listed : [];
  return {
    holders: rows.map(([commandId, pk, receivedAt]) => ({ commandId, place: { pk }, receivedAt })),
    version: Number(version ?? 0),
  };
};

const distanceMs = (one: ContentHolder, other: ContentHolder): number =>
  Math.abs(Date.parse(one.receivedAt) - Date.parse(other.receivedAt));

/** A corrected mapping may have a command be about another session: then it is recorded elsewhere, and looked for there. */
const isSame = (one: ContentHolder, other: ContentHolder): boolean =>
  one.commandId === other.commandId && one.place.pk === other.place.pk;

/** Clocks differ, and messages are worked out of order: before and after count alike. */
const rivalsOf = (holder: ContentHolder, { holders }: Held, withinMs: number): readonly ContentHolder[] =>
  holders
    .filter((other) => !isSame(other, holder))
    .filter((other) => distanceMs(other, holder) <= withinMs)
    .toSorted((one, other) => one.receivedAt.localeCompare(other.receivedAt));

export const contents = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): Contents => {
  const expires = (): number => Math.ceil((clock.now() + rememberedMs) / 1000);

  const write = async (id: string, holders: readonly ContentHolder[], version: number): Promise<boolean> => {
    const rows = holders.map(({ commandId, place, receivedAt }) => [commandId, place.pk, receivedAt]);
    const written = await table.update(contentKey(id), {
      set: {
        holders: JSON.stringify(rows),
        version: version + 1,
        expires: expires(),
      },
      condition: version === 0 ? "attribute_not_exists(#version)" : "#version = :version",
      ...(version > 0 && { values: { version } }),
    });
    return written !== undefined;
  };

  const put = (id: string, holder: ContentHolder, { holders, version }: Held): Promise<boolean> => {
    const others = holders
      .filter(({ commandId }) => commandId !== holder.commandId)
      .toSorted((one, other) => other.receivedAt.localeCompare(one.receivedAt));
    return write(id, [holder, ...others.slice(0, mostHolders - 1)], version);
  };

  return {
    parkedBefore: async ({ id, withinMs }, receivedAt) => {
      const { receivedAt: before } = (await table.get(parkedKey(id))) ?? {};
      if (typeof before !== "string") return undefined;
      return Math.abs(Date.parse(before) - Date.parse(receivedAt)) <= withinMs ? before : undefined;
    },
    noteParked: async (id, receivedAt) => {
      await table.update(parkedKey(id), { set: { receivedAt, expires: expires() } });
    },
    forgetParked: async (id) => {
      await table.update(parkedKey(id), { set: { expires: expires() }, remove: ["receivedAt"] });
    },
    claim: async ({ id, withinMs }, holder) => {
      if (await write(id, [holder], 0)) return { rivals: [], join: async () => true };
      for (;;) {
        const held = holdersIn((await table.get(contentKey(id))) ?? {});
        const isMine = held.holders.some((other) => isSame(other, holder));
        const rivals = rivalsOf(holder, held, withinMs);
        if (isMine || rivals.length > 0) return { rivals, join: async () => isMine || put(id, holder, held) };
        if (await put(id, holder, held)) return { rivals, join: async () => true };
      }
    },
  };
};
