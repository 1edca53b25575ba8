// The switch that stops an account's writing is obeyed within two seconds, and asks the table no more often than that.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dynamoTable, type Table } from "../../lib/aws/table.ts";
import { type KillSwitch, killSwitch } from "../../lib/records/kill-switch.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let reads: number;
let worker: KillSwitch;
let operator: KillSwitch;
let account: string;
let accounts = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  reads = 0;
  accounts += 1;
  account = `account-${accounts}`;
  const table = dynamoTable(running.client, running.tableName);
  const counted: Table = {
    ...table,
    get: (key) => {
      reads += 1;
      return table.get(key);
    },
  };
  worker = killSwitch({ table: counted, clock });
  operator = killSwitch({ table, clock });
});

test("nothing is paused until somebody pauses it", async () => {
  expect(await worker.isPaused(account)).toBe(false);
});

test("a pause and its end are obeyed after at most two seconds", async () => {
  await worker.isPaused(account);
  await operator.pause(account);
  clock.advance(1_999);
  expect(await worker.isPaused(account)).toBe(false);
  clock.advance(1);
  expect(await worker.isPaused(account)).toBe(true);
  await operator.resume(account);
  clock.advance(2_000);
  expect(await worker.isPaused(account)).toBe(false);
});

test("the table is asked at most once in two seconds", async () => {
  for (let call = 0; call < 20; call += 1) {
    await worker.isPaused(account);
    clock.advance(199);
  }
  expect(reads).toBe(2);
});

test("those who ask at the same moment ask the table once, and again after it failed", async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => worker.isPaused(account)));
  expect(answers).toEqual(Array(10).fill(false));
  expect(reads).toBe(1);
  clock.advance(2_000);
  await running.cutOff();
  const failed = await Promise.allSettled([worker.isPaused(account), worker.isPaused(account)]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await running.comeBack();
  expect(await worker.isPaused(account)).toBe(false);
});

test("who pauses sees it at once", async () => {
  expect(await operator.isPaused(account)).toBe(false);
  await operator.pause(account);
  expect(await operator.isPaused(account)).toBe(true);
  await operator.resume(account);
  expect(await operator.isPaused(account)).toBe(false);
});

test("another account goes on", async () => {
  await operator.pause(account);
  expect(await worker.isPaused(`${account}-other`)).toBe(false);
  expect(await worker.isPaused(account)).toBe(true);
});

test("a pause outlives the process that made it", async () => {
  await operator.pause(account);
  clock.advance(30 * 86_400_000);
  const later = killSwitch({ table: dynamoTable(running.client, running.tableName), clock });
  expect(await later.isPaused(account)).toBe(true);
});
