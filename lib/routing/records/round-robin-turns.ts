// Keeps whose turn it is in a round-robin: every turn is taken once, and one that came to nothing is taken by the next.
import { accountKeys } from "../../aws/item-keys.ts";
import type { ItemKey, Table } from "../../aws/table.ts";

export interface RoundRobinTurn {
  value: number;
  /** The turns that were given back, as the table holds them; "" for none. */
  returned: string;
}

export interface RoundRobinTurns {
  next(account: string, key: string): Promise<RoundRobinTurn>;
  /** False when somebody else has taken the turn since: then decide again. */
  take(account: string, key: string, turn: RoundRobinTurn): Promise<boolean>;
  giveBack(account: string, key: string, value: number): Promise<void>;
}

/** A turn that is given back beyond these is lost: somebody gets one fewer, once. */
const maxReturned = 50;
const attempts = 5;

const listOf = (returned: unknown): string[] =>
  String(returned ?? "")
    .split(",")
    .filter(Boolean);

const unchanged = (returned: string) => (returned === "" ? "attribute_not_exists(#returned)" : "#returned = :returned");

export const roundRobinTurns = ({ table }: { table: Table }): RoundRobinTurns => {
  const hold = async (item: ItemKey, returned: string, list: readonly string[]): Promise<boolean> => {
    const text = list.join();
    const updated = await table.update(item, {
      ...(text === "" ? { remove: ["returned"] } : { set: { returned: text } }),
      condition: unchanged(returned),
      values: { returned },
    });
    return updated !== undefined;
  };
  const read = async (key: ItemKey) => {
    const item = await table.get(key);
    return { turn: Number(item?.turn ?? 0), returned: String(item?.returned ?? "") };
  };
  return {
    next: async (account, key) => {
      const { turn, returned } = await read(accountKeys.turns(account, key));
      return { value: Number(listOf(returned)[0] ?? turn), returned };
    },
    take: async (account, key, { value, returned }) => {
      const item = accountKeys.turns(account, key);
      if (returned !== "") return hold(item, returned, listOf(returned).slice(1));
      const updated = await table.update(item, {
        add: { turn: 1 },
        condition: value === 0 ? "attribute_not_exists(#turn) OR #turn = :value" : "#turn = :value",
        values: { value },
      });
      return updated !== undefined;
    },
    giveBack: async (account, key, value) => {
      const item = accountKeys.turns(account, key);
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { returned } = await read(item);
        // A write whose answer was lost is repeated, and no turn is two sessions'.
        if (listOf(returned).includes(String(value))) return;
        const list = [...listOf(returned), String(value)].slice(0, maxReturned);
        if (await hold(item, returned, list)) return;
      }
    },
  };
};
