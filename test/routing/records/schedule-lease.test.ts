// One runner at a time, who notices when somebody has taken over, and the next one learns where it stopped.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { type ScheduleLeases, scheduleLeases } from "../../../lib/routing/records/schedule-lease.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { startTable } from "../../support/table.ts";

let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let runs: ScheduleLeases;
let name: string;
let names = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  runs = scheduleLeases({ table: dynamoTable(running.client, running.tableName), clock });
  names += 1;
  name = `run-${names}`;
});

const take = async (owner: string) => {
  const lease = await runs.take(name, owner);
  if (!lease) throw new Error(`${owner} does not get it`);
  return lease;
};

test("goes to one of ten who ask at once, and to the next when it is given back", async () => {
  const taken = await Promise.all(Array.from({ length: 10 }, (_, index) => runs.take(name, `owner-${index}`)));
  expect(taken.filter(Boolean)).toHaveLength(1);
  await taken.find(Boolean)?.release();
  await take("next");
});

test("stays with whoever renews it, however long the run", async () => {
  const lease = await take("long");
  for (let renewals = 0; renewals < 10; renewals += 1) {
    clock.advance(30_000);
    expect(await lease.isMine()).toBe(true);
    expect(await runs.take(name, "other")).toBeUndefined();
  }
});

test("is over a minute after its owner died, who learns so and cannot give back what is another's", async () => {
  const dead = await take("dead");
  clock.advance(60_001);
  const next = await take("next");
  expect(await dead.isMine()).toBe(false);
  await dead.release("S-9");
  expect(await runs.take(name, "third")).toBeUndefined();
  expect(await next.isMine()).toBe(true);
});

test("tells the next one where it stopped, until it gets to the end", async () => {
  expect((await take("a")).stoppedAt).toBeUndefined();
  clock.advance(60_001);
  await (await take("b")).release("S-7");
  const third = await take("c");
  expect(third.stoppedAt).toBe("S-7");
  await third.release();
  expect((await take("d")).stoppedAt).toBeUndefined();
});
