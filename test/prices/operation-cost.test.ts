// A command's price is the sum of what it asks for, and what it asks for twice costs twice.
import { expect, test } from "@jest/globals";
import { type CountedOperations, costOfMillion } from "../../scripts/prices/operation-cost.ts";
import { pricesOf } from "../../scripts/prices/prices.ts";

const prices = pricesOf["sa-east-1"];
const nothing: CountedOperations = {
  ...{ writeUnits: 0, readUnits: 0, tableCalls: 0, queueCalls: 0, busEntries: 0, wtsCalls: 0, logBytes: 0 },
  invocations: {},
};
const costOf = (counted: Partial<CountedOperations>, memoryMb = 512) =>
  costOfMillion({ ...nothing, ...counted }, prices, () => memoryMb);

test("each kind of operation has its own price", () => {
  expect(costOf({ writeUnits: 2, readUnits: 1 }).table).toBeCloseTo(2 * 0.9375 + 0.1875);
  expect(costOf({ queueCalls: 3 }).queue).toBeCloseTo(1.5);
  expect(costOf({ busEntries: 1 })).toMatchObject({ bus: 1, total: 1 });
  expect(costOf({ logBytes: 1_000 }).logs).toBeCloseTo(0.9);
  expect(costOf({}).total).toBe(0);
});

test("a request of the HTTP API is what a function behind it is invoked for", () => {
  expect(costOf({ invocations: { "receive-webhook": 1, "apply-commands": 1 } }).api).toBeCloseTo(1.2);
  expect(costOf({ invocations: { "accept-update-event": 1, "apply-commands": 1 } }).api).toBe(0);
});

test("who waits for WTS pays for its memory all the time, and who only queues does not", () => {
  const invocations = { "receive-webhook": 1, "apply-commands": 1 };
  const more = costOf({ invocations, wtsCalls: 1 }).functions - costOf({ invocations }).functions;
  expect(more).toBeCloseTo(0.2 * 0.5 * 13.3334, 3);
  const less = costOf({ invocations, wtsCalls: 1 }, 256).functions - costOf({ invocations }, 256).functions;
  expect(less).toBeCloseTo(more / 2, 5);
  const [one, two] = [1, 2].map((times) => costOf({ wtsCalls: 1, invocations: { "apply-commands": times } }).functions);
  // The waits are shared out among the invocations; each has its own request and its own processor's time.
  expect(Number(two) - Number(one)).toBeCloseTo(0.2 + (0.004 * 1_769 * 13.3334) / 1_024, 4);
});
