// A process that dies at the n-th thing it does outside: what it had sent may have arrived, and it does nothing any more.
import type { Table } from "../../../lib/aws/table.ts";

export class Killed extends Error {
  override readonly name = "Killed";
}

export interface Death {
  /** The step at which it dies; undefined means never. */
  at: number | undefined;
  /** Whether what it was doing still reached the other side. */
  arrives: boolean;
}

export const dyingProcess = ({ at, arrives }: Death) => {
  let steps = 0;
  let isDead = false;
  const step = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (isDead) throw new Killed();
    steps += 1;
    if (steps !== at) {
      const answer = await work();
      // Its other calls are answered to nobody.
      if (isDead) throw new Killed();
      return answer;
    }
    isDead = true;
    if (arrives) await work();
    throw new Killed();
  };
  return {
    step,
    steps: () => steps,
    isDead: () => isDead,
    table: (table: Table): Table => ({
      get: (key) => step(() => table.get(key)),
      update: (key, update) => step(() => table.update(key, update)),
      query: (pk, options) => step(() => table.query(pk, options)),
      queryIndex: (index, options) => step(() => table.queryIndex(index, options)),
    }),
  };
};
