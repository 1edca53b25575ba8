// Leases one item of the table: whoever has lost the lease can write nothing there any more.
import type { Item, Table, Update } from "../aws/table.ts";

type Change = Pick<Update, "set" | "remove">;

export interface FencedLease {
  /** It is the item as it was when the lease was taken. */
  readonly item: Item;
  /** Answers false when somebody else has taken the lease since. */
  update(change: Change): Promise<boolean>;
  release(change?: Change): Promise<void>;
}

interface LeaseTerms {
  owner: string;
  nowMs: number;
  leaseMs: number;
  /** It is written with the lease. */
  set?: Update["set"];
}

/** Answers undefined while somebody else has the item. */
export const takeLease = async (
  table: Table,
  pk: string,
  { owner, nowMs, leaseMs, set }: LeaseTerms,
): Promise<FencedLease | undefined> => {
  const item = await table.update(pk, {
    set: { ...set, leaseOwner: owner, leaseUntil: nowMs + leaseMs },
    add: { fence: 1 },
    condition: "attribute_not_exists(#leaseUntil) OR #leaseUntil < :now",
    values: { now: nowMs },
  });
  if (!item) return undefined;
  const mine = { condition: "#fence = :fence", values: { fence: Number(item.fence) } };
  const update = async (change: Change): Promise<boolean> =>
    (await table.update(pk, { ...change, ...mine })) !== undefined;
  return {
    item,
    update,
    release: async ({ remove = [], ...change } = {}) => {
      await update({ ...change, remove: ["leaseUntil", "leaseOwner", ...remove] });
    },
  };
};
