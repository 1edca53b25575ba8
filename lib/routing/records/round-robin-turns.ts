// Keeps whose turn it is in a round-robin: every turn is taken once, and one that came to nothing is taken by the next.
import type { Table } from "../../aws/table.ts";

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

const pkOf = (account: string, key: string): string => `turns#${account}#${key}`;

/** A turn that is given back beyond these is lost: somebody gets one fewer, once. */
const maxReturned = 50;
const attempts = 5;

const listOf = (returned: unknown): string[] =>
  String(returned ?? "")
    .split(",")
    .filter(Boolean);

const unchanged = (returned: string) => (returned === "" ? "attribute_not_exists(#returned)" : "#returned = :returned");

export const roundRobinTurns = ({ table }: { table: Table }): RoundRobinTurns => {
  const hold = async (pk: string, returned: string, list: readonly string[]): Promise<boolean> => {
    const text = list.join();
    const updated = await table.update(pk, {
      ...(text === "" ? { remove: ["returned"] } : { set: { returned: text } }),
      condition: unchanged(returned),
      values: { returned },
    });
    return updated !== undefined;
  };
  const read = async (pk: string) => {
    const item = await table.get(pk);
    return { turn: Number(item?.turn ?? 0), returned: String(item?.returned ?? "") };
  };
  return {
    next: async (account, key) => {
      const { turn, returned } = await read(pkOf(account, key));
      return { value: Number(listOf(returned)[0] ?? turn), returned };
    },
    take: async (account, key, { value, returned }) => {
      const pk = pkOf(account, key);
      if (returned !== "") return hold(pk, returned, listOf(returned).slice(1));
      const updated = await table.update(pk, {
        add: { turn: 1 },
        condition: value === 0 ? "attribute_not_exists(#turn) OR #turn = :value" : "#turn = :value",
        values: { value },
      });
      return updated !== undefined;
    },
    giveBack: async (account, key, value) => {
      const pk = pkOf(account, key);
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { returned } = await read(pk);
        const list = [...listOf(returned), String(value)].slice(0, maxReturned);
        if (await hold(pk, returned, list)) return;
      }
    },
  };
};
