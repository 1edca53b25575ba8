// Whoever has lost a lease writes nothing there any more, and a write that arrives twice is nobody else's.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dynamoTable, type ItemKey, type Table } from "../../lib/aws/table.ts";
import { type FencedLease, takeLease } from "../../lib/records/fenced-lease.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

const leaseMs = 60_000;
let running: Awaited<ReturnType<typeof startTable>>;
let table: Table;
let clock: ManualClock;
let key: ItemKey;
let keys = 0;

beforeAll(async () => {
  running = await startTable();
  table = dynamoTable(running.client, running.tableName);
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  keys += 1;
  key = { pk: `leased-${keys}`, sk: "state" };
});

const take = (owner: string, terms: { set?: Record<string, string>; setIfAbsent?: Record<string, string> } = {}) =>
  takeLease(table, key, { owner, nowMs: clock.now(), leaseMs, ...terms });
const taken = async (...given: Parameters<typeof take>): Promise<FencedLease> => {
  const answer = await take(...given);
  if (!("lease" in answer)) throw new Error(`${given[0]} does not get the lease`);
  return answer.lease;
};

test("a lease shows the item as it was, and counts how often it was taken", async () => {
  const first = await taken("a", { set: { colour: "red" } });
  expect(first).toMatchObject({ item: {}, fence: 1 });
  await first.release({ set: { colour: "blue" } });
  expect(await taken("b")).toMatchObject({ item: { colour: "blue" }, fence: 2 });
});

test("what it sets where nothing was stays as somebody left it", async () => {
  await taken("a", { setIfAbsent: { colour: "red" } });
  clock.advance(leaseMs + 1);
  const next = await taken("b", { setIfAbsent: { colour: "blue" } });
  expect(next.item.colour).toBe("red");
  expect((await table.get(key))?.colour).toBe("red");
});

test("one that holds is shown to the others, who change nothing", async () => {
  await taken("a", { set: { colour: "red" } });
  const held = await table.get(key);
  expect(await take("b", { set: { colour: "blue" } })).toEqual({ held });
  expect(await table.get(key)).toEqual(held);
});

test("one that was lost writes nothing any more, and gives nothing back", async () => {
  const lost = await taken("a");
  clock.advance(leaseMs + 1);
  const current = await taken("b");
  const held = await table.get(key);
  expect(await lost.update({ set: { colour: "red" } })).toBe(false);
  await lost.release({ set: { colour: "red" } });
  expect(await table.get(key)).toEqual(held);
  expect(await current.update({ set: { colour: "blue" } })).toBe(true);
});

test("one whose time is over still writes while nobody else has it", async () => {
  const late = await taken("a");
  clock.advance(10 * leaseMs);
  expect(await late.update({ set: { colour: "red" } })).toBe(true);
});

test("a take that arrives twice, as when its first answer was lost, is one lease that holds", async () => {
  const twice: Table = {
    ...table,
    update: async (...given) => {
      await table.update(...given);
      return table.update(...given);
    },
  };
  const answer = await takeLease(twice, key, { owner: "a", nowMs: clock.now(), leaseMs });
  if (!("lease" in answer)) throw new Error("it does not know its own lease");
  expect(answer.lease.fence).toBe(1);
  expect(await answer.lease.update({ set: { colour: "red" } })).toBe(true);
  expect("held" in (await take("a-other"))).toBe(true);
});
