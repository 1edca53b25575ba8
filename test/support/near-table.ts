// The table in memory for what runs as in production: each answer comes in a later turn, so that others get in between as they do there.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Table } from "../../lib/aws/table.ts";
import { memoryTable } from "./memory-table.ts";

/** Over the real client and dynalite the same suites take three times the processor's time, nearly all of it in the client. */
export const nearTable = (): Table => {
  const table = memoryTable();
  const later =
    <Given extends readonly unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      await nextTurn();
      const answer = await call(...given);
      await nextTurn();
      return answer;
    };
  return {
    get: later(table.get),
    update: later(table.update),
    query: later(table.query),
    queryIndex: later(table.queryIndex),
  };
};
