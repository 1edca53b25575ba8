// Outcomes reach EventBridge through our client: what it does not take is sent again, and nothing else is.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Bus, eventBus } from "../../lib/aws/bus.ts";
import type { Outcome } from "../../lib/core/outcome.ts";
import { startEventBridge } from "./support/event-bridge.ts";
import { freePort } from "./support/free-port.ts";

let bridge: Awaited<ReturnType<typeof startEventBridge>>;
let bus: Bus;

beforeAll(async () => {
  bridge = await startEventBridge();
  bus = eventBus(bridge.client, "outcomes");
});
afterAll(() => bridge.stop());
beforeEach(() => {
  Object.assign(bridge.state, { calls: [], taken: [], refuse: () => undefined, status: 200, silent: false });
});

const outcome = (n: number, changes: Partial<Outcome> = {}): Outcome => ({
  type: "Session Updated",
  detail: {
    id: `id-${n}`,
    account: "default",
    sessionId: "s",
    command: "note",
    changes: { fields: [] },
    door: "event",
    source: "e",
    deliveryId: "d",
    reasons: [],
    correlationId: "c",
    causationId: "c",
    hops: 1,
  },
  ...changes,
});
const outcomes = (count: number) => Array.from({ length: count }, (_, index) => outcome(index));
const idsOf = (entries: readonly { Detail: string }[]) =>
  entries.map(({ Detail }) => (JSON.parse(Detail) as { id: string }).id);
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `id-${from + index}`);
const calls = () => bridge.state.calls.map(idsOf);
const unavailable = { code: "BUS_UNAVAILABLE", retryAfterSeconds: 5 };

test("an outcome is an event of our source, with its type and its whole detail", async () => {
  const closed = outcome(1, { type: "Session Closed" });
  await bus.publish([closed]);
  expect(bridge.state.taken).toMatchObject([
    { EventBusName: "outcomes", Source: "wts-session-hooks", DetailType: "Session Closed" },
  ]);
  expect(JSON.parse(bridge.state.taken[0]?.Detail ?? "")).toEqual(closed.detail);
});

test("nothing to publish makes no call", async () => {
  await bus.publish([]);
  expect(bridge.state.calls).toEqual([]);
});

test.each([
  [10, [10]],
  [11, [10, 1]],
  [25, [10, 10, 5]],
])("%i outcomes go out in calls of at most ten, in order", async (count, sizes) => {
  await bus.publish(outcomes(count));
  expect(bridge.state.calls.map(({ length }) => length)).toEqual(sizes);
  expect(idsOf(bridge.state.taken)).toEqual(ids(0, count));
});

test("large outcomes go out in calls of at most 256 KiB, in order", async () => {
  const large = outcomes(10).map(({ type, detail }) => ({
    type,
    detail: { ...detail, deliveryId: "x".repeat(100_000) },
  }));
  await bus.publish(large);
  expect(bridge.state.calls.map(({ length }) => length)).toEqual([2, 2, 2, 2, 2]);
  for (const entries of bridge.state.calls)
    expect(entries.reduce((bytes, { Detail }) => bytes + Detail.length, 0)).toBeLessThanOrEqual(256 * 1024);
  expect(idsOf(bridge.state.taken)).toEqual(ids(0, 10));
});

describe("entries that are not taken", () => {
  test("are sent again, and only they", async () => {
    const late = new Set(["id-2", "id-12"]);
    bridge.state.refuse = ({ Detail }) =>
      late.delete((JSON.parse(Detail) as { id: string }).id) ? "ThrottlingException" : undefined;
    await bus.publish(outcomes(13));
    expect(calls()).toEqual([ids(0, 10), ["id-2"], ids(10, 13), ["id-12"]]);
    expect(idsOf(bridge.state.taken).sort()).toEqual(ids(0, 13).sort());
  });

  test("again are sent a third time", async () => {
    bridge.state.refuse = (entry, call) =>
      entry.Detail.includes('"id-1"') && call < 3 ? "InternalFailure" : undefined;
    await bus.publish(outcomes(2));
    expect(calls()).toEqual([["id-0", "id-1"], ["id-1"], ["id-1"]]);
    expect(bridge.state.taken).toHaveLength(2);
  });

  test("ever make the call fail, so that the outcome stays to be published", async () => {
    bridge.state.refuse = ({ Detail }) => (Detail.includes('"id-1"') ? "InternalFailure" : undefined);
    await expect(bus.publish(outcomes(3))).rejects.toMatchObject(unavailable);
    expect(calls()).toEqual([["id-0", "id-1", "id-2"], ["id-1"], ["id-1"]]);
  });
});

describe("a bus", () => {
  test("that fails is BUS_UNAVAILABLE", async () => {
    bridge.state.status = 500;
    await expect(bus.publish(outcomes(1))).rejects.toMatchObject(unavailable);
    expect(bridge.state.taken).toEqual([]);
  });

  test("that recovers is used again", async () => {
    bridge.state.status = 500;
    await expect(bus.publish(outcomes(1))).rejects.toMatchObject(unavailable);
    bridge.state.status = 200;
    await bus.publish(outcomes(1));
    expect(idsOf(bridge.state.taken)).toEqual(["id-0"]);
  });

  test("that nobody can reach is BUS_UNAVAILABLE at once, and only the log says why", async () => {
    const lost = eventBus(bridge.clientAt(await freePort()), "outcomes");
    const startedAt = performance.now();
    await expect(lost.publish(outcomes(1))).rejects.toMatchObject({
      ...unavailable,
      logged: { awsError: "ECONNREFUSED" },
    });
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });
});
