// Looks over the emulator's shoulder for the items that it reads and writes: what AWS bills depends on the item before, which no answer shows.
import { createRequire } from "node:module";
import {
  type IndexedTable,
  readUnits,
  refusedWriteUnits,
  type StoredItem,
  type WriteUnits,
  writeUnits,
} from "./capacity-units.ts";

export interface Consumption {
  /** The item's key, or for a query the index and its value. */
  readonly key: string;
  readonly read?: number;
  readonly written?: WriteUnits;
}

interface Request {
  readonly Key?: StoredItem;
  readonly Item?: StoredItem;
  readonly IndexName?: string;
  readonly ConsistentRead?: boolean;
  ReturnConsumedCapacity?: string;
}

interface QueryResult {
  readonly ConsumedCapacity?: { readonly CapacityUnits: number };
}

/** What dynalite 4 uses of itself. Its `updateIndexes` is called for each write that is made, `checkConditional` before it. */
interface DynaliteInside {
  checkConditional(request: Request, item: StoredItem | undefined): Error | null | undefined;
  updateIndexes(
    store: unknown,
    table: IndexedTable,
    before: StoredItem | undefined,
    after: StoredItem | null,
    done: unknown,
  ): void;
  addConsumedCapacity(request: Request, isRead: boolean, item?: StoredItem, other?: StoredItem): unknown;
  queryTable(...all: [...first: unknown[], done: (error: unknown, result?: QueryResult) => void]): void;
}

const keyOf = (item: StoredItem | undefined): string => String(item?.pk?.S ?? "");

/** It holds for every table of this process, so it is called once at most. */
export const watchCapacity = (onConsumed: (consumption: Consumption) => void): void => {
  const inside: DynaliteInside = createRequire(import.meta.url)("dynalite/db");
  const { checkConditional, updateIndexes, addConsumedCapacity, queryTable } = inside;

  inside.checkConditional = (request, item) => {
    const refusal = checkConditional(request, item);
    if (refusal) onConsumed({ key: keyOf(request.Key ?? request.Item), written: refusedWriteUnits(item) });
    return refusal;
  };
  inside.updateIndexes = (store, table, before, after, done) => {
    onConsumed({ key: keyOf(after ?? before), written: writeUnits(table, before, after ?? undefined) });
    updateIndexes(store, table, before, after, done);
  };
  inside.addConsumedCapacity = (request, isRead, item, other) => {
    if (isRead) onConsumed({ key: keyOf(request.Key), read: readUnits(item, request.ConsistentRead === true) });
    return addConsumedCapacity(request, isRead, item, other);
  };
  inside.queryTable = (...all) => {
    const done = all.pop() as (error: unknown, result?: QueryResult) => void;
    const request = all[2] as Request;
    // It counts what a query reads by itself, if it is asked to.
    request.ReturnConsumedCapacity ??= "TOTAL";
    queryTable(...all, (error, result) => {
      const { CapacityUnits = 0 } = result?.ConsumedCapacity ?? {};
      onConsumed({ key: request.IndexName ?? "", read: Math.max(0.5, CapacityUnits) });
      done(error, result);
    });
  };
};
