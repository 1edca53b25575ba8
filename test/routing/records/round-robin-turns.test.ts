// Every turn is taken once, and a turn that came to nothing is not lost: nobody gets ahead of the others by more than one.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { type RoundRobinTurns, roundRobinTurns } from "../../../lib/routing/records/round-robin-turns.ts";
import { startTable } from "../../support/table.ts";

let running: Awaited<ReturnType<typeof startTable>>;
let counters: RoundRobinTurns;
let key: string;
let keys = 0;

beforeAll(async () => {
  running = await startTable();
  counters = roundRobinTurns({ table: dynamoTable(running.client, running.tableName) });
});
afterAll(() => running.stop());
beforeEach(() => {
  keys += 1;
  key = `policy-${keys}/0/d`;
});

const takeTurn = async (account = "default"): Promise<number> => {
  for (;;) {
    const turn = await counters.next(account, key);
    if (await counters.take(account, key, turn)) return turn.value;
  }
};

test("twenty at the same moment get twenty turns, each its own", async () => {
  const turns = await Promise.all(Array.from({ length: 20 }, () => takeTurn()));
  expect(turns.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test("a turn that is given back is the next one's", async () => {
  expect([await takeTurn(), await takeTurn(), await takeTurn()]).toEqual([0, 1, 2]);
  await counters.giveBack("default", key, 1);
  await counters.giveBack("default", key, 0);
  expect([await takeTurn(), await takeTurn(), await takeTurn()]).toEqual([1, 0, 3]);
});

test("whoever saw an older state takes no turn", async () => {
  const seen = await counters.next("default", key);
  await takeTurn();
  expect(await counters.take("default", key, seen)).toBe(false);
  const late = await counters.next("default", key);
  await counters.giveBack("default", key, 0);
  const returned = await counters.next("default", key);
  expect(await counters.take("default", key, returned)).toBe(true);
  expect(await counters.take("default", key, returned)).toBe(false);
  expect(await counters.take("default", key, late)).toBe(true);
});

test("with a third of all turns coming to nothing, the spread among five people stays within one", async () => {
  const got = new Map<number, number>();
  const give = (turn: number) => got.set(turn % 5, (got.get(turn % 5) ?? 0) + 1);
  let state = 7;
  const fails = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 3 === 0;
  };
  const work = async (): Promise<void> => {
    for (let done = 0; done < 20; ) {
      const turn = await takeTurn();
      await new Promise(setImmediate);
      if (fails()) await counters.giveBack("default", key, turn);
      else {
        done += 1;
        give(turn);
      }
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  // The last ones may have come to nothing when nobody was left to take them.
  while ((await counters.next("default", key)).returned !== "") give(await takeTurn());
  expect([...got.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(80);
  expect(Math.max(...got.values()) - Math.min(...got.values())).toBeLessThanOrEqual(1);
});

test("accounts take turns of their own", async () => {
  expect([await takeTurn(), await takeTurn("filial"), await takeTurn()]).toEqual([0, 0, 1]);
});
