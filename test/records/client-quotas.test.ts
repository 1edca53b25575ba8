// What a client may send in a minute, counted in the table by several processes.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dynamoTable } from "../../lib/aws/table.ts";
import { clientQuotas } from "../../lib/records/client-quotas.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let client = "";
let clients = 0;
let writes = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock(Date.UTC(2026, 2, 2, 8, 0, 15));
  clients += 1;
  client = `client-${clients}`;
  writes = 0;
});

/** It has its own memory. */
const process = () => {
  const table = dynamoTable(running.client, running.tableName);
  const counting: typeof table.update = (...write) => {
    writes += 1;
    return table.update(...write);
  };
  return clientQuotas({ table: { ...table, update: counting }, clock });
};

test("is counted to the last command across processes, and then refused until the minute ends", async () => {
  const [one, other] = [process(), process()];
  expect(await one.take(client, 6, 10)).toBe(0);
  expect(await other.take(client, 4, 10)).toBe(0);
  expect(await one.take(client, 1, 10)).toBe(45);
  clock.advance(44_000);
  expect(await process().take(client, 1, 10)).toBe(1);
  clock.advance(1_000);
  expect(await one.take(client, 10, 10)).toBe(0);
});

test("counts all of a request or nothing, and each client by itself", async () => {
  const quotas = process();
  await quotas.take(client, 8, 10);
  expect(await quotas.take(client, 3, 10)).toBe(45);
  expect(await quotas.take(client, 2, 10)).toBe(0);
  expect(await quotas.take(`${client}-other`, 10, 10)).toBe(0);
});

test("costs one write a request, and none for what was refused in the same minute", async () => {
  const quotas = process();
  await quotas.take(client, 10, 10);
  await quotas.take(client, 2, 10);
  await quotas.take(client, 2, 10);
  await quotas.take(client, 5, 10);
  expect(writes).toBe(2);
});

test("of thirty requests at once exactly as many pass as may", async () => {
  const taken = await Promise.all(Array.from({ length: 30 }, () => process().take(client, 1, 7)));
  expect(taken.filter((seconds) => seconds === 0)).toHaveLength(7);
});
