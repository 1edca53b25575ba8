// The worker of the queue, message by message: what comes again and when, what is begun no more, and what is parked.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { placeKeys, sessionPlace } from "../../../lib/aws/item-keys.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { commandApplier } from "../../../lib/commands/queue/apply-commands.ts";
import { defineConfig } from "../../../lib/config.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { Fault, faults } from "../../../lib/core/faults.ts";
import { groupOf, type QueueItem } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { queuedDelivery } from "../../../lib/core/queue/queued-delivery.ts";
import type { QueuedEvent } from "../../../lib/core/queue/queued-event.ts";
import type { QueueMessage } from "../../../lib/middleware/queue-stack.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { contents } from "../../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { eventWorker } from "../../../lib/webhooks/work-event.ts";
import type { WtsClient } from "../../../lib/wts/client.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { recording } from "../../support/recording.ts";

const minuteMs = 60_000;
const config = defineConfig({}).queue;
const sessionIdOf = (session: number) => `5e550000-0000-4000-8000-00000000000${session}`;

const setUp = () => {
  const clock = manualClock();
  const table = memoryTable();
  const aws = recording();
  const hidden: [receiptHandle: string, seconds: number][] = [];
  /** WTS is asked to write these numbers, and does what is said here then. */
  const written: string[] = [];
  const wts: { answer: (number: string) => unknown } = { answer: () => undefined };
  const client = {
    getSession: async (id: string) => ({ id, status: "IN_PROGRESS" }),
    updateSession: async (id: string, { number }: { number: string }) => {
      written.push(number);
      const problem = wts.answer(number);
      if (problem instanceof Error) throw problem;
      return { id, number };
    },
  };
  const queue = {
    ...aws.queue,
    hide: async (receiptHandle: string, seconds: number) => void hidden.push([receiptHandle, seconds]),
  };
  const records = ledger({ table, clock });
  const leases = sessionLeases({ table, clock });
  const dependencies = {
    ...{ config, queue, parked: aws.parked, bus: aws.bus, log: aws.log, clock, ledger: records },
    lifecycle: lifecycle({ ledger: records, leases, bus: aws.bus, clock, log: aws.log }),
    contents: contents({ table, clock }),
    killSwitch: killSwitch({ table, clock }),
    connect: (): Wts => ({ client: client as unknown as WtsClient, directory: {} as Wts["directory"] }),
  };
  /** A delivery that is to be understood again fails as is said here. */
  const delivery: { fault?: Fault } = {};
  const workers = {
    event: eventWorker(dependencies),
    delivery: async () => {
      if (delivery.fault) throw delivery.fault;
    },
  };
  const work = commandApplier({ ...dependencies, workers });
  return { ...aws, clock, table, hidden, written, wts, queue, records, leases, delivery, work };
};
let world: ReturnType<typeof setUp>;

beforeEach(() => {
  world = setUp();
});

const updateOf = (number: string, session = 1, more: object = {}): QueuedCommand => {
  const parsed = parseCommand({ sessionId: sessionIdOf(session), number, ...more }, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return {
    ...{ kind: "command", id: `c-${number}`, account: "default", door: "event", source: "crm", deliveryId: number },
    ...{ correlationId: "c", causationId: "c", hops: 0, attempt: 0 },
    targeted: { command: parsed.command },
  };
};

/** The message and its receipt handle are named by its place in the batch. */
const messageOf = (item: QueueItem, index: number, changes: Partial<QueueMessage> = {}): QueueMessage => ({
  ...{ messageId: `m${index}`, receiptHandle: `r${index}`, body: JSON.stringify(item), groupId: groupOf(item) },
  ...{ sentAtMs: world.clock.now(), receiveCount: 1, ...changes },
});
let invocations = 0;
const work = (items: readonly QueueItem[], changes: Partial<QueueMessage> = {}, startInMs = minuteMs) => {
  const startBy = world.clock.now() + startInMs;
  invocations += 1;
  return world.work(
    items.map((item, index) => messageOf(item, index, changes)),
    { startBy, endBy: startBy + 30_000 },
    `invocation ${invocations}`,
  );
};
const unavailable = new WtsApiError("PUT", { failure: "unavailable", status: 503 });
const denied = (status: number) => new WtsApiError("PUT", { failure: "denied", status });
const parkedCodes = () => world.taken.parked.map(({ reason }) => reason.code);

describe("a message that fails", () => {
  const failFor = (...numbers: string[]) => {
    world.wts.answer = (number) => (numbers.includes(number) ? unavailable : undefined);
  };

  test("takes the later one of its group with it: neither is begun, and both are hidden as long", async () => {
    failFor("1");
    expect(await work([updateOf("1"), updateOf("2")])).toEqual(["m0", "m1"]);
    expect(world.written).toEqual(["1"]);
    // A 503 asks for 5 s.
    expect(world.hidden).toEqual([
      ["r0", 5],
      ["r1", 5],
    ]);
  });

  test("leaves what was done before it in its group, and other groups, alone", async () => {
    failFor("2");
    const items = [updateOf("1"), updateOf("2"), updateOf("3"), updateOf("4", 2)];
    expect(await work(items)).toEqual(["m1", "m2"]);
    expect(world.written.toSorted()).toEqual(["1", "2", "4"]);
    expect(world.hidden.map(([handle]) => handle)).toEqual(["r1", "r2"]);
  });

  test("comes again also when it cannot be hidden", async () => {
    failFor("1");
    world.queue.hide = async () => {
      throw new Fault(faults.queueUnavailable);
    };
    expect(await work([updateOf("1"), updateOf("2")])).toEqual(["m0", "m1"]);
  });
});

describe("a message whose time has come", () => {
  test.each([
    [0, ["m0"], [["r0", 0]], []],
    [1, [], [], ["1"]],
  ])("%i ms before the last start ends as %j", async (startInMs, failed, hidden, written) => {
    expect(await work([updateOf("1")], {}, startInMs)).toEqual(failed);
    expect(world.hidden).toEqual(hidden);
    expect(world.written).toEqual(written);
    expect(world.table.peek(placeKeys.state(sessionPlace({ account: "default", sessionId: sessionIdOf(1) })))).toEqual(
      failed.length > 0 ? undefined : expect.anything(),
    );
  });

  test("only after the one before it took so long is not begun, and may be by somebody else at once", async () => {
    world.wts.answer = () => world.clock.advance(2 * minuteMs);
    expect(await work([updateOf("1"), updateOf("2")])).toEqual(["m1"]);
    expect(world.written).toEqual(["1"]);
    expect(world.hidden).toEqual([["r1", 0]]);
  });
});

describe("a message whose session somebody else has", () => {
  test.each([
    ["a moment more", 700, 10, 1],
    ["1.5 s more", 1_500, 10, 2],
    ["a whole lease more", 45_000, 10, 45],
    ["a whole lease more, at its first receive", 45_000, 1, 2],
    ["a whole lease more, at its third receive", 45_000, 3, 8],
  ])(
    "for %s is hidden for seconds, no longer than that and than its pause",
    async (_what, leftMs, receiveCount, seconds) => {
      const place = sessionPlace({ account: "default", sessionId: sessionIdOf(1) });
      await world.leases.take(place, { owner: "other", leaseMs: leftMs, isWatched: false, commandId: "other" });
      expect(await work([updateOf("1")], { receiveCount })).toEqual(["m0"]);
      expect(world.hidden).toEqual([["r0", seconds]]);
      expect(world.written).toEqual([]);
    },
  );
});

describe("a key that WTS does not accept", () => {
  test.each([
    ["at the first receive, however old the command is", 1, 60 * minuteMs, []],
    ["at the second", 2, 60 * minuteMs, []],
    ["at the third, a moment before a quarter of an hour", 3, 15 * minuteMs - 1, []],
    ["at the third, after a quarter of an hour", 3, 15 * minuteMs, ["WTS_DENIED"]],
  ])("%s: parked is %j", async (_when, receiveCount, ageMs, codes) => {
    world.wts.answer = () => denied(401);
    const failed = await work([updateOf("1")], { receiveCount, sentAtMs: world.clock.now() - ageMs });
    expect(parkedCodes()).toEqual(codes);
    expect(failed).toEqual(codes.length > 0 ? [] : ["m0"]);
    expect(world.taken.published).toHaveLength(codes.length);
  });
});

test("a command whose session is not as it expects is refused, told, and not parked", async () => {
  const queued = updateOf("1", 1, { expect: { status: "PENDING" } });
  expect(await work([queued])).toEqual([]);
  expect(world.written).toEqual([]);
  expect(world.taken.parked).toEqual([]);
  expect(world.taken.published).toMatchObject([
    { type: "Session Update Rejected", detail: { id: queued.id, reasons: ["EXPECTATION_NOT_MET"] } },
  ]);
});

test("a command that WTS refuses for good is parked, and told", async () => {
  world.wts.answer = () => new WtsApiError("PUT", { failure: "refused", status: 500, key: "FORM_ERROR" });
  expect(await work([updateOf("1")])).toEqual([]);
  expect(parkedCodes()).toEqual(["WTS_REFUSED"]);
  expect(world.taken.published).toMatchObject([{ detail: { reasons: ["WTS_REFUSED"] } }]);
});

describe("what says when it may be tried again", () => {
  const delivery = queuedDelivery("p-1", {
    ...{ source: "crm", account: "default", method: "POST", headers: {}, query: {}, bytes: Buffer.from("{}") },
    ...{ contentHash: "h", lastingHash: "l", receivedAt: "2026-11-20T12:00:00.000Z" },
  });
  const later = (retryAfterSeconds: number) => new Fault(faults.wtsUnavailable, { retryAfterSeconds });

  test.each([
    [120, 1, 120],
    // The pause of the third receive is 8 s.
    [1, 3, 8],
    // Nothing is hidden for longer than `longestPauseMs`.
    [7_200, 1, 300],
  ])("after %i s, a command at receive %i is hidden for %i s", async (retryAfterSeconds, receiveCount, seconds) => {
    world.wts.answer = () => later(retryAfterSeconds);
    await work([updateOf("1")], { receiveCount });
    expect(world.hidden).toEqual([["r0", seconds]]);
  });

  test.each([
    [120, 1, 120],
    [1, 3, 8],
  ])("after %i s, a delivery at receive %i is hidden for %i s", async (retryAfterSeconds, receiveCount, seconds) => {
    world.delivery.fault = later(retryAfterSeconds);
    await work([delivery], { receiveCount });
    expect(world.hidden).toEqual([["r0", seconds]]);
  });
});

describe("an event that the bus does not take", () => {
  const event: QueuedEvent = {
    ...{ kind: "event", id: "e-1", account: "default", source: "webhook:wts", deliveryId: "e" },
    ...{ sessionId: sessionIdOf(1), readBack: false, attempt: 0, type: "WTS SESSION_UPDATE", detail: { a: 1 } },
  };
  const record = () => world.records.read(sessionPlace({ account: "default", sessionId: sessionIdOf(1) }), "e-1");

  test.each([
    [1, 2],
    [3, 8],
    [20, 300],
  ])("comes again, at receive %i, after the pause of %i s, and is not recorded", async (receiveCount, seconds) => {
    world.failing.bus = true;
    expect(await work([event], { receiveCount })).toEqual(["m0"]);
    expect(world.hidden).toEqual([["r0", seconds]]);
    expect(await record()).toBeUndefined();
    expect(world.taken.parked).toEqual([]);
    world.failing.bus = false;
    expect(await work([event], { receiveCount: receiveCount + 1 })).toEqual([]);
    expect(world.taken.published).toEqual([{ type: event.type, detail: { a: 1 } }]);
    expect(await record()).toMatchObject({ state: "applied" });
  });

  test.each([
    [-1, [], ["m0"]],
    [0, ["RETRIES_EXHAUSTED"], []],
  ])("is parked after twelve hours: %i ms after them as %j", async (afterMs, codes, failed) => {
    world.failing.bus = true;
    const sentAtMs = world.clock.now() - 12 * 60 * minuteMs - afterMs;
    expect(await work([event], { sentAtMs })).toEqual(failed);
    expect(parkedCodes()).toEqual(codes);
  });
});
