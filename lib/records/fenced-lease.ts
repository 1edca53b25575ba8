// Leases one item of the table: whoever has lost the lease can write nothing there any more.
import type { Item, ItemKey, Table, Update } from "../aws/table.ts";

export interface FencedLease {
  /** It is the item as it was before the lease was taken. */
  readonly item: Item;
  /** It is a higher number each time the lease is taken. */
  readonly fence: number;
  /** Answers false when somebody else has taken the lease since. */
  update(change: Pick<Update, "set" | "remove">): Promise<boolean>;
  /** Answers false when somebody else has taken the lease since. */
  release(change?: Pick<Update, "set" | "remove">): Promise<boolean>;
}

interface LeaseTerms extends Pick<Update, "set" | "setIfAbsent" | "remove"> {
  /** It is a name that nobody else has, and that nobody takes the lease under twice at the same millisecond. */
  owner: string;
  nowMs: number;
  leaseMs: number;
}

/** What is set and removed is written with the lease. Answers the item as somebody else has it, while somebody does. */
export const takeLease = async (
  table: Table,
  key: ItemKey,
  { owner, nowMs, leaseMs, set, ...rest }: LeaseTerms,
): Promise<{ lease: FencedLease } | { held: Item }> => {
  const untilMs = nowMs + leaseMs;
  const before = await table.update(key, {
    ...rest,
    set: { ...set, leaseOwner: owner, leaseUntil: untilMs },
    add: { fence: 1 },
    condition: "attribute_not_exists(#leaseUntil) OR #leaseUntil < :now",
    values: { now: nowMs },
    answer: "old",
  });
  const held = before ?? (await table.get(key)) ?? {};
  // A write whose answer was lost is repeated by the client of AWS, and then meets itself.
  if (!before && !(held.leaseOwner === owner && held.leaseUntil === untilMs)) return { held };
  const fence = before ? Number(before.fence ?? 0) + 1 : Number(held.fence);
  const mine = { condition: "#fence = :fence", values: { fence } };
  const update = async (change: Pick<Update, "set" | "remove">): Promise<boolean> =>
    (await table.update(key, { ...change, ...mine })) !== undefined;
  return {
    lease: {
      item: held,
      fence,
      update,
      release: ({ set: last = {}, remove = [] } = {}) =>
        update({ set: last, remove: ["leaseUntil", "leaseOwner", ...remove] }),
    },
  };
};
