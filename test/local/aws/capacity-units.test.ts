// What DynamoDB bills for an item, by the rules that AWS documents.
import { describe, expect, test } from "@jest/globals";
import {
  type IndexedTable,
  itemBytes,
  readUnits,
  refusedWriteUnits,
  type StoredItem,
  writeUnits,
} from "../../../local/aws/capacity-units.ts";

const table: IndexedTable = {
  KeySchema: [{ AttributeName: "pk" }],
  GlobalSecondaryIndexes: [
    {
      KeySchema: [{ AttributeName: "day" }, { AttributeName: "seenAt" }],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
};
const plain: StoredItem = { pk: { S: "command#1" } };
const entered: StoredItem = { ...plain, day: { S: "2026-11-20" }, seenAt: { S: "12:00" } };
/** Together with its key. */
const ofBytes = (bytes: number): StoredItem => ({ pk: { S: "1" }, text: { S: "x".repeat(bytes - 7) } });

test.each<[string, StoredItem, number]>([
  ["text, in bytes and not in characters", { nome: { S: "São" } }, 8],
  ["a number, two digits a byte", { n: { N: "12345" } }, 5],
  ["a number without the zeros at its ends", { n: { N: "0.0150" } }, 3],
  ["a number below zero", { n: { N: "-12" } }, 4],
  ["a number in powers of ten", { n: { N: "1.5e10" } }, 3],
  ["bytes", { b: { B: Buffer.alloc(302).toString("base64") } }, 303],
  ["true and null", { yes: { BOOL: true }, no: { NULL: true } }, 7],
  ["a list", { l: { L: [{ S: "ab" }, { S: "c" }] } }, 9],
  ["a map", { m: { M: { key: { S: "ab" } } } }, 10],
  ["a set", { s: { SS: ["ab", "c"] } }, 4],
])("the size of %s", (_, item, bytes) => {
  expect(itemBytes(item)).toBe(bytes);
});

describe("a write", () => {
  test.each<[string, StoredItem | undefined, StoredItem | undefined, number]>([
    ["of a new item of 1 KB", undefined, ofBytes(1024), 1],
    ["of a byte more", undefined, ofBytes(1025), 2],
    ["that makes an item smaller costs what it was", ofBytes(3000), ofBytes(10), 3],
    ["that makes an item larger costs what it is", ofBytes(10), ofBytes(3000), 3],
    ["that deletes an item", ofBytes(3000), undefined, 3],
    ["that deletes nothing", undefined, undefined, 1],
  ])("%s", (_, before, after, units) => {
    expect(writeUnits(table, before, after)).toEqual({ table: units, index: 0 });
  });

  test.each<[string, StoredItem | undefined, StoredItem | undefined, number]>([
    ["lets an item in", plain, entered, 1],
    ["makes an item that is in it", undefined, entered, 1],
    ["takes an item out", entered, plain, 1],
    ["deletes an item that is in it", entered, undefined, 1],
    ["changes a key", entered, { ...entered, seenAt: { S: "13:00" } }, 2],
    ["changes something else", entered, { ...entered, state: { S: "applied" } }, 0],
    ["leaves out a key", undefined, { ...plain, day: { S: "2026-11-20" } }, 0],
  ])("costs its part for an index of keys where it %s", (_, before, after, units) => {
    expect(writeUnits(table, before, after)).toEqual({ table: 1, index: units });
  });

  test("costs its part for an index where a projected attribute changes, and nothing where another one does", () => {
    const [index] = table.GlobalSecondaryIndexes ?? [];
    if (!index) throw new Error("the table has no index");
    const Projection = { ProjectionType: "INCLUDE", NonKeyAttributes: ["state"] };
    const projecting = { ...table, GlobalSecondaryIndexes: [{ ...index, Projection }] };
    const changed = (name: string) => writeUnits(projecting, entered, { ...entered, [name]: { S: "other" } }).index;
    expect([changed("state"), changed("outcome")]).toEqual([1, 0]);
  });

  test("that is refused costs what the item as it is would, and no index", () => {
    expect(refusedWriteUnits()).toEqual({ table: 1, index: 0 });
    expect(refusedWriteUnits({ ...ofBytes(2000), ...entered })).toEqual({ table: 2, index: 0 });
  });
});

test.each<[string, StoredItem | undefined, boolean, number]>([
  ["of 4 KB", ofBytes(4096), true, 1],
  ["of a byte more", ofBytes(4097), true, 2],
  ["that may be stale costs half", ofBytes(4097), false, 1],
  ["of nothing", undefined, true, 1],
])("a read %s", (_, item, isConsistent, units) => {
  expect(readUnits(item, isConsistent)).toBe(units);
});
