// A lease on one item of the table: whoever has lost it can write nothing there any more.
import type { Item, Table, Update } from "../aws/table.ts";

type Change = Pick<Update, "set" | "remove">;

export interface FencedLease {
  /** As it was when it was taken. */
  readonly item: Item;
  /** False when somebody else has taken it since. */
  update(change: Change): Promise<boolean>;
  release(change?: Change): Promise<void>;
}

interface LeaseTerms {
  owner: string;
  nowMs: number;
  leaseMs: number;
  /** Written with the lease. */
  set?: Update["set"];
}

/** Undefined while somebody else has it. */
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
