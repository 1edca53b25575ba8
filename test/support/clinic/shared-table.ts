// The table in memory, in place of lib/aws/table.ts: a month of DynamoDB's client and emulator would take hours. What it
// answers is compared with theirs in memory-table.test.ts.
import type { Table } from "../../../lib/aws/table.ts";
import { type MemoryTable, memoryTable } from "../memory-table.ts";

export * from "../../../lib/aws/table.ts";

const shared: { table: MemoryTable } = { table: memoryTable() };

export const emptySharedTable = (): void => {
  shared.table = memoryTable();
};

/** Functions and command line have the same one, whatever client they bring. */
export const dynamoTable = (): Table => ({
  get: (...args) => shared.table.get(...args),
  update: (...args) => shared.table.update(...args),
  query: (...args) => shared.table.query(...args),
  queryIndex: (...args) => shared.table.queryIndex(...args),
});
