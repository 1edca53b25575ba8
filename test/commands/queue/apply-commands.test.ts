// The worker of the queue, message by message: what comes again and when, what is begun no more, and what is parked.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { bookingKey, bookingSource, placeKeys, referencePlace, sessionPlace } from "../../../lib/aws/item-keys.ts";
import type { Hidden } from "../../../lib/aws/queue.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { commandApplier } from "../../../lib/commands/queue/apply-commands.ts";
import { sourceOf } from "../../../lib/commands/queue/tokens-of.ts";
import { defineConfig } from "../../../lib/config.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { resolvedCommandId } from "../../../lib/core/command/command-id.ts";
import { parseTargetedCommand } from "../../../lib/core/command/targeted-command.ts";
import { Fault, faults } from "../../../lib/core/faults.ts";
import { groupOf, type QueueItem } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { queuedDelivery } from "../../../lib/core/queue/queued-delivery.ts";
import type { QueuedEvent } from "../../../lib/core/queue/queued-event.ts";
import type { QueueMessage } from "../../../lib/middleware/queue-stack.ts";
import { alertRecords } from "../../../lib/records/alerts.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { rawDeliveries } from "../../../lib/records/raw-deliveries.ts";
import { refusedRequests } from "../../../lib/records/refused-requests.ts";
import { contents } from "../../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { eventWorker } from "../../../lib/webhooks/work-event.ts";
import type { WtsClient } from "../../../lib/wts/client.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import type { WtsUse } from "../../../lib/wts/rate-tokens.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
import { bookerForTests } from "../../support/booker-for-tests.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { recording } from "../../support/recording.ts";

const minuteMs = 60_000;
const startMs = manualClock().now();
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
  /** These are the open sessions, and what happens while one of them is read. */
  const open: { sessions: readonly object[]; whileRead: () => unknown } = { sessions: [], whileRead: () => undefined };
  const client = {
    getSession: async (id: string) => {
      await open.whileRead();
      return { id, status: "IN_PROGRESS" };
    },
    listSessions: async () => ({ items: open.sessions, hasMorePages: false }),
    createNote: async (_id: string, text: string) => {
      written.push(text);
      return { id: "note", text };
    },
    updateSession: async (id: string, { number }: { number: string }) => {
      written.push(number);
      const problem = await wts.answer(number);
      if (problem instanceof Error) throw problem;
      return { id, number };
    },
  };
  const callers = { press: false };
  /** WTS was connected to for this. */
  const asked: [account: string, use: WtsUse][] = [];
  const queue = {
    ...aws.queue,
    hide: async (messages: readonly Hidden[]) => {
      for (const { receiptHandle, seconds } of messages) hidden.push([receiptHandle, seconds]);
    },
  };
  const records = ledger({ table, clock });
  const leases = sessionLeases({ table, clock });
  const seen = contents({ table, clock });
  const raws = rawDeliveries({ table, clock, keptDays: 14 });
  const dependencies = {
    ...{ config, queue, parked: aws.parked, bus: aws.bus, log: aws.log, clock, ledger: records },
    lifecycle: lifecycle({ ledger: records, leases, bus: aws.bus, clock, log: aws.log }),
    contents: seen,
    rawDeliveries: raws,
    killSwitch: killSwitch({ table, clock }),
    booker: bookerForTests({ table, clock }, () => callers.press),
    alerts: alertRecords({ table, clock }),
    mayAnswer: refusedRequests({ table, clock }),
    connect: (account: string, use: WtsUse): Wts => {
      asked.push([account, use]);
      return { client: client as unknown as WtsClient, directory: {} as Wts["directory"] };
    },
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
  return {
    ...aws,
    clock,
    table,
    hidden,
    written,
    wts,
    callers,
    open,
    asked,
    queue,
    records,
    leases,
    seen,
    delivery,
    work,
  };
};
let world: ReturnType<typeof setUp>;

beforeEach(() => {
  world = setUp();
});

const queuedOf = (name: string, targeted: QueuedCommand["targeted"]): QueuedCommand => ({
  ...{ kind: "command", id: `c-${name}`, account: "default", door: "event", source: "crm", deliveryId: name },
  ...{ correlationId: "c", causationId: "c", hops: 0, attempt: 0 },
  targeted,
});
const commandOf = (name: string, input: object): QueuedCommand => {
  const parsed = parseCommand(input, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return queuedOf(name, { command: parsed.command });
};
const updateOf = (number: string, session = 1, more: object = {}): QueuedCommand =>
  commandOf(number, { sessionId: sessionIdOf(session), number, ...more });
const placeOfSession = (session: number) => sessionPlace({ account: "default", sessionId: sessionIdOf(session) });
const lines = (): Record<string, unknown>[] => world.taken.lines.map((line) => JSON.parse(line));
/** What the log says of every command beside the fields that are looked at. */
const about = (name: string, session = 1) => ({
  ...{ commandId: `c-${name}`, account: "default", door: "event", source: "crm", correlationId: "c", hops: 0 },
  ...{ command: "update", sessionId: sessionIdOf(session) },
});

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

describe("a command for which the account's rate limit has nothing", () => {
  const noToken = new WtsApiError("PUT", { failure: "unavailable", reason: "RATE_LIMIT", retryAfterSeconds: 1 });
  const bookings = () => world.table.items().filter(({ pk }) => pk === "bookings#default");
  const tokenMs = rateRules(defineConfig({}).limits).perTokenMs;
  const bookUntil = (source: string, inMs: number) =>
    world.table.update(bookingKey("default", source), {
      set: { bookedUntil: world.clock.now() + inMs },
    });
  const line = sourceOf(updateOf("0"));
  const many = Array.from({ length: 8 }, (_, index) => updateOf(`${index}`, index));

  test("is hidden until the time that its source books, and each further one until its own", async () => {
    world.wts.answer = () => noToken;
    expect(await work(many)).toHaveLength(8);
    expect(world.hidden.map(([, seconds]) => seconds)).toEqual([1, 1, 1, 2, 2, 2, 3, 3]);
    expect(bookings()).toMatchObject([{ bookedUntil: world.clock.now() + Math.ceil(8 * tokenMs) }]);
  });

  test("keeps those of its account that come next from asking, and they are worked on once their time has come", async () => {
    world.wts.answer = () => noToken;
    await work(many);
    world.wts.answer = () => undefined;
    world.written.length = 0;
    world.hidden.length = 0;
    expect(await work([updateOf("next", 9)])).toEqual(["m0"]);
    expect(world.hidden).toEqual([["r0", 4]]);
    expect(world.written).toEqual([]);
    world.clock.advance(4_000);
    expect(await work([updateOf("next", 9)], { receiveCount: 2 })).toEqual([]);
    expect(world.written).toEqual(["next"]);
  });

  test("is worked on at once where only another source has booked; from then on both have half", async () => {
    await bookUntil(bookingSource("shop"), 600_000);
    expect(await work([updateOf("1")])).toEqual([]);
    expect(world.written).toEqual(["1"]);
    expect(bookings()).toHaveLength(2);
    expect(bookings().at(-1)).toMatchObject({ bookedUntil: world.clock.now() + Math.ceil(2 * tokenMs) });
  });

  describe("while callers press", () => {
    const { shares } = rateRules(defineConfig({}).limits);
    const secondLineMs = 60_000;
    const bookSecondLine = () =>
      world.table.update(bookingKey("default", `${line}/again`), {
        set: { bookedUntil: world.clock.now() + secondLineMs },
      });
    beforeEach(() => {
      world.callers.press = true;
    });

    test("books, once its time has come, at the rate that callers leave", async () => {
      world.wts.answer = () => noToken;
      await bookSecondLine();
      await work(many, { receiveCount: 3 });
      const perTokenMs = 1 / shares.queue.perMs / 0.95;
      const expected = many.map((_, index) => Math.ceil((secondLineMs + index * perTokenMs) / 1000));
      expect(world.hidden.map(([, seconds]) => seconds)).toEqual(expected);
    });

    test("does not ask before those of its source that have booked at that rate, and does when its time has come again", async () => {
      await bookSecondLine();
      expect(await work([updateOf("1")], { receiveCount: 2 })).toEqual(["m0"]);
      expect(world.hidden).toEqual([["r0", secondLineMs / 1_000]]);
      expect(world.written).toEqual([]);
      expect(await work([updateOf("1")], { receiveCount: 3 })).toEqual([]);
      expect(world.written).toEqual(["1"]);
    });

    test("is worked on at once when they have stopped, whatever its source has booked at that rate", async () => {
      await bookSecondLine();
      world.callers.press = false;
      expect(await work([updateOf("1")], { receiveCount: 2 })).toEqual([]);
      expect(world.written).toEqual(["1"]);
    });
  });

  test("whose time had come books nothing more where its source has hardly booked, but for so much at a time", async () => {
    world.wts.answer = () => noToken;
    await work(many, { receiveCount: 2 });
    expect(bookings()).toEqual([]);
    expect(world.hidden.map(([, seconds]) => seconds)).toEqual(
      many.map((_, index) => Math.ceil(2 + (index * tokenMs) / 1000)),
    );
    await work(many, { receiveCount: 2 });
    expect(bookings()).toEqual([]);
    await work(many, { receiveCount: 2 });
    expect(bookings()).toHaveLength(1);
  });

  test("books nothing while its account is paused", async () => {
    await bookUntil(line, 600_000);
    const before = bookings();
    await killSwitch({ table: world.table, clock: world.clock }).pause("default");
    expect(await work([updateOf("1")])).toEqual(["m0"]);
    expect(world.hidden).toEqual([["r0", 300]]);
    expect(bookings()).toEqual(before);
  });

  test("is parked where its source has booked more than the queue may hide, and is done with", async () => {
    await bookUntil(line, 50_001 * tokenMs);
    expect(await work([updateOf("1"), updateOf("2")])).toEqual([]);
    expect(parkedCodes()).toEqual(["QUEUE_FULL", "QUEUE_FULL"]);
    expect(world.taken.parked.map(({ queued }) => queued?.id)).toEqual(["c-1", "c-2"]);
    expect(world.taken.published).toMatchObject(
      ["c-1", "c-2"].map((id) => ({ type: "Session Update Rejected", detail: { id, reasons: ["QUEUE_FULL"] } })),
    );
    expect(world.written).toEqual([]);
  });

  test("comes again after its pause where nothing can be booked", async () => {
    world.wts.answer = () => noToken;
    await bookUntil(line, 600_000);
    const { update } = world.table;
    world.table.update = async (key, change) => {
      if (key.pk.startsWith("bookings#")) throw new Fault(faults.tableUnavailable);
      return update(key, change);
    };
    expect(await work([updateOf("1")], { receiveCount: 3 })).toEqual(["m0"]);
    expect(world.hidden).toEqual([["r0", 8]]);
  });
});

describe("a command that held up the worker before it failed has its account rest", () => {
  const unavailable = new WtsApiError("PUT", { failure: "unavailable", reason: "TIMEOUT" });
  const hangs = (ms: number) => () => {
    world.clock.advance(ms);
    return unavailable;
  };

  test("for some times as long, and no other account", async () => {
    world.wts.answer = hangs(10_000);
    await work([updateOf("1")]);
    world.hidden.length = 0;
    world.wts.answer = () => undefined;
    const other = { ...updateOf("3", 3), account: "other" };
    expect(await work([updateOf("2", 2), other])).toEqual(["m0"]);
    expect(world.written).toEqual(["1", "3"]);
    expect(world.hidden).toEqual([["r0", 2]]);
    world.clock.advance(79_000);
    expect(await work([updateOf("2", 2)], { receiveCount: 9 })).toEqual(["m0"]);
    expect(world.hidden.at(-1)).toEqual(["r0", 1]);
    world.clock.advance(1_000);
    expect(await work([updateOf("2", 2)])).toEqual([]);
  });

  test("but not for what failed soon, nor for what was done in a few seconds", async () => {
    world.wts.answer = hangs(2_000);
    await work([updateOf("1")]);
    world.wts.answer = () => void world.clock.advance(4_000);
    expect(await work([updateOf("2", 2)])).toEqual([]);
    expect(await work([updateOf("3", 3)])).toEqual([]);
  });

  test("for less where it was done after all: a part of the workers' time is left to others", async () => {
    world.wts.answer = () => void world.clock.advance(20_000);
    expect(await work([updateOf("1")])).toEqual([]);
    expect(await work([updateOf("2", 2)])).toEqual(["m0"]);
    world.clock.advance(20_000);
    expect(await work([updateOf("2", 2)])).toEqual([]);
  });
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

test("a message of which nothing can be read is parked as it came, and is done with", async () => {
  expect(await work([updateOf("1")], { body: "not JSON" })).toEqual([]);
  const parkedAt = new Date(world.clock.now()).toISOString();
  const reason = { code: "ENVELOPE_INVALID", message: "the queue message is not JSON", issues: [] };
  expect(world.taken.parked).toEqual([{ reason, parkedAt, door: "queue", body: "not JSON" }]);
  const [line] = lines();
  expect(line).toEqual({
    ...{ level: "error", message: "queue message not understood", messageId: "m0", code: "ENVELOPE_INVALID" },
  });
  expect(world.written).toEqual([]);
});

describe("a failure that does not say when it may be tried again", () => {
  test.each([
    [1, 2],
    [3, 8],
  ])(
    "of a delivery at receive %i has it hidden for the pause of %i s, and is logged",
    async (receiveCount, seconds) => {
      world.delivery.fault = new Fault(faults.wtsUnavailable);
      const delivery = queuedDelivery("p-1", {
        ...{ source: "crm", account: "default", method: "POST", headers: {}, query: {}, bytes: Buffer.from("{}") },
        ...{ contentHash: "h", lastingHash: "l", receivedAt: "2026-11-20T12:00:00.000Z" },
      });
      expect(await work([delivery], { receiveCount })).toEqual(["m0"]);
      expect(world.hidden).toEqual([["r0", seconds]]);
      const said = { level: "error", message: "queue message retried later", messageId: "m0", code: "WTS_UNAVAILABLE" };
      expect(lines()).toEqual([said]);
    },
  );

  test.each([
    [1, 2],
    [3, 8],
  ])("of a command at receive %i has it hidden for the pause of %i s, and is logged", async (receiveCount, seconds) => {
    world.wts.answer = () => new Fault(faults.wtsUnavailable);
    expect(await work([updateOf("1")], { receiveCount })).toEqual(["m0"]);
    expect(world.hidden).toEqual([["r0", seconds]]);
    const said = { level: "warn", message: "retried later", code: "WTS_UNAVAILABLE", receiveCount };
    expect(lines()).toEqual([{ ...about("1"), ...said }]);
  });
});

const referenceOf = (name: string, rules: object = {}): QueuedCommand => {
  const input = { session: { metadata: { order: "77" } }, number: name, onMany: "all", ...rules };
  const parsed = parseTargetedCommand(input, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return queuedOf(name, parsed.targeted);
};
const openSession = (session: number) => ({
  ...{ id: sessionIdOf(session), status: "PENDING", metadata: { order: "77" } },
});

describe("WTS is connected to for the queue, within the time there is", () => {
  const use = (endInMs: number, expectedCalls: number): WtsUse => {
    const endBy = world.clock.now() + endInMs;
    const timeBox = { startBy: endBy, endBy };
    return { priority: "queue", timeBox, tokenWaitMs: 20_000, firstTokenWaitMs: 500, retryForMs: 3_000, expectedCalls };
  };

  test.each([
    // Nothing goes out after nine tenths of the lease, which is 45 s.
    ["its lease, where the function has longer", minuteMs, 40_500],
    ["the function's, where that ends before its lease", 1_000, 31_000],
  ])("for a command, which is %s", async (_which, startInMs, endInMs) => {
    await work([updateOf("1")], {}, startInMs);
    expect(world.asked).toEqual([["default", use(endInMs, 1)]]);
  });

  test("for as many calls as the command makes", async () => {
    await work([updateOf("1", 1, { expect: { status: "IN_PROGRESS" } })]);
    expect(world.asked).toEqual([["default", use(40_500, 2)]]);
  });

  test("for a moment longer once it was hidden until its time", async () => {
    await work([updateOf("1")], { receiveCount: 2 });
    expect(world.asked).toEqual([["default", { ...use(40_500, 1), firstTokenWaitMs: 2_000 }]]);
  });

  test("for a reference, which has no lease, in the function's time", async () => {
    world.open.sessions = [openSession(1)];
    await work([referenceOf("1")]);
    expect(world.asked).toEqual([["default", use(90_000, 1)]]);
  });
});

/** What brings it within five minutes of another one is a copy. */
const content = { id: "content", withinMs: 5 * minuteMs };
const receivedAt = (afterMs: number): string => new Date(startMs + afterMs).toISOString();

describe("a reference", () => {
  const place = () => referencePlace("default", { metadata: { order: "77" } });
  const aboutIt = () => ({ ...about("1"), sessionId: "found by contact or metadata" });

  test.each([
    ["two sessions", [1, 2], {}, "applied"],
    ["one session", [1], {}, "applied"],
    ["none, which is no failure", [], { onNone: "ignore" }, "ignored"],
  ])("that means %s is split into their commands, recorded and logged", async (_what, sessions, rules, state) => {
    world.open.sessions = sessions.map(openSession);
    const queued = { ...referenceOf("1", rules), contents: [content], receivedAt: receivedAt(0) };
    expect(await work([queued])).toEqual([]);
    const sessionIds = sessions.map(sessionIdOf);
    const { contents: _contents, ...copied } = queued;
    expect(world.taken.queued).toEqual(
      sessionIds.map((sessionId) => ({
        ...copied,
        ...{ id: resolvedCommandId("c-1", sessionId), causationId: "c-1" },
        targeted: { command: { ...queued.targeted.command, sessionId } },
      })),
    );
    expect(await world.records.read(place(), "c-1")).toMatchObject({ state, remarks: { sessionIds } });
    const said = { level: "info", message: "reference resolved", sessions: sessions.length };
    expect(lines()).toEqual([{ ...aboutIt(), ...said }]);
  });

  test("that SQS brings again is not split again, and is no copy", async () => {
    world.open.sessions = [openSession(1)];
    await work([referenceOf("1")]);
    expect(await work([referenceOf("1")])).toEqual([]);
    expect(world.taken.queued).toHaveLength(1);
    const said = { level: "info", message: "done before", state: "applied" };
    expect(lines().slice(1)).toEqual([{ ...aboutIt(), ...said }]);
    expect(await world.records.read(place(), "c-1")).toMatchObject({ copies: 0 });
  });

  describe("that its sender sends again", () => {
    const sentAt = (afterMs: number, more: object = {}): QueuedCommand => ({
      ...referenceOf("1", { onMany: "all" }),
      receivedAt: receivedAt(afterMs),
      ...more,
    });
    const splitThen = async (refusedNumbers: readonly number[]) => {
      world.open.sessions = [openSession(1), openSession(2)];
      await work([sentAt(0)]);
      world.wts.answer = () =>
        refusedNumbers.includes(world.written.length)
          ? new WtsApiError("PUT", { failure: "refused", status: 500, key: "FORM_ERROR" })
          : undefined;
      await work(world.taken.queued.splice(0));
      world.wts.answer = () => undefined;
      // Another session is the open one by now.
      world.open.sessions = [openSession(3)];
    };

    test("is a copy where all of its commands were applied, and is counted on its record", async () => {
      await splitThen([]);
      await work([sentAt(minuteMs)]);
      expect(world.taken.queued).toEqual([]);
      expect(await world.records.read(place(), "c-1")).toMatchObject({ copies: 1, lastCopyAt: receivedAt(minuteMs) });
      expect(lines().at(-1)).toMatchObject({ message: "duplicate", duplicateOf: "c-1", state: "applied" });
    });

    test("has those done again that were refused, for the sessions of the first time", async () => {
      await splitThen([2]);
      expect(parkedCodes()).toEqual(["WTS_REFUSED"]);
      await work([sentAt(minuteMs)]);
      expect(world.taken.queued).toMatchObject([
        { id: resolvedCommandId("c-1", sessionIdOf(2)), receivedAt: receivedAt(minuteMs), causationId: "c-1" },
      ]);
      await work(world.taken.queued.splice(0));
      expect(world.written).toHaveLength(3);
      expect(lines()).toContainEqual(expect.objectContaining({ message: "sent again", of: "c-1", sessions: 1 }));
      await work([sentAt(2 * minuteMs)]);
      expect(world.taken.queued).toEqual([]);
    });

    test("also where it comes under another id, with the same content", async () => {
      const contents = [content];
      world.open.sessions = [openSession(1)];
      await work([sentAt(0, { contents })]);
      world.wts.answer = () => new WtsApiError("PUT", { failure: "refused", status: 500, key: "FORM_ERROR" });
      await work(world.taken.queued.splice(0));
      world.wts.answer = () => undefined;
      for (const [index, id] of ["c-2", "c-3"].entries()) {
        await work([sentAt((index + 1) * minuteMs, { id, contents })]);
        expect(world.taken.queued).toMatchObject([{ id: resolvedCommandId("c-1", sessionIdOf(1)) }]);
        world.taken.queued.splice(0);
      }
      await work([sentAt(3 * minuteMs, { id: "c-3", contents })]);
      await work(world.taken.queued.splice(0));
      expect(world.written).toHaveLength(2);
    });

    test("is looked for again where nobody was found: the session may be open by now", async () => {
      world.open.sessions = [];
      await work([sentAt(0, referenceOf("1", { onNone: "ignore" }))]);
      expect(await world.records.read(place(), "c-1")).toMatchObject({ state: "ignored" });
      world.open.sessions = [openSession(1)];
      const repetition = { ...referenceOf("1", { onNone: "ignore" }), receivedAt: receivedAt(minuteMs) };
      await work([repetition]);
      expect(world.taken.queued).toHaveLength(1);
      expect(await world.records.read(place(), "c-1")).toMatchObject({ state: "applied" });
    });
  });
});

describe("a command that was refused", () => {
  const sentAt = (afterMs: number, attempt = 0): QueuedCommand => ({
    ...updateOf("1"),
    receivedAt: receivedAt(afterMs),
    attempt,
  });
  const refused = new WtsApiError("PUT", { failure: "refused", status: 500, key: "FORM_ERROR" });
  beforeEach(() => {
    world.wts.answer = () => refused;
  });

  test("is not tried again by the message that SQS brings once more, nor is it parked twice", async () => {
    await work([sentAt(0)]);
    await work([sentAt(0)]);
    expect(world.written).toEqual(["1"]);
    expect(parkedCodes()).toEqual(["WTS_REFUSED"]);
    expect(lines().at(-1)).toMatchObject({ message: "done before", state: "rejected" });
  });

  test("is tried again when its sender sends it again, and applied once", async () => {
    await work([sentAt(0)]);
    world.wts.answer = () => undefined;
    await work([sentAt(1_000)]);
    await work([sentAt(2_000)]);
    expect(world.written).toEqual(["1", "1"]);
    expect(await world.records.read(placeOfSession(1), "c-1")).toMatchObject({
      ...{ state: "applied", receivedAt: receivedAt(1_000), copies: 1, lastCopyAt: receivedAt(2_000) },
    });
  });

  test("twice, in one batch that comes again, is not parked a third time", async () => {
    await work([sentAt(0), sentAt(1_000)]);
    await work([sentAt(0), sentAt(1_000)]);
    expect(parkedCodes()).toEqual(["WTS_REFUSED", "WTS_REFUSED"]);
  });

  test("is tried again by a replay of either, whichever of them came last", async () => {
    await work([sentAt(0), sentAt(1_000)]);
    await work([sentAt(0, 1)]);
    await work([sentAt(1_000, 1)]);
    expect(parkedCodes()).toHaveLength(4);
    world.wts.answer = () => undefined;
    await work([sentAt(0, 2)]);
    await work([sentAt(1_000, 2)]);
    expect(world.written).toHaveLength(5);
  });

  test("while its note may have been sent, is a copy when its sender sends it again", async () => {
    const { targeted: _targeted, ...entry } = { ...sentAt(0), sessionId: sessionIdOf(1) };
    const attempt = world.records.attempt(placeOfSession(1), entry, undefined, 1);
    await attempt.progress({ stepsDone: [], sending: { step: "note", atMs: world.clock.now(), doubtful: true } });
    await attempt.finish({ state: "rejected" });
    await work([sentAt(minuteMs)]);
    expect(world.written).toEqual([]);
    expect(lines()).toMatchObject([{ message: "duplicate", duplicateOf: "c-1", state: "rejected" }]);
  });
});

describe("a copy of a content", () => {
  const copyOf = (name: string, session = 1, afterMs = minuteMs) => ({
    ...updateOf(name, session),
    contents: [content],
    receivedAt: receivedAt(afterMs),
  });
  const holdContent = () =>
    world.seen.claim(content, { commandId: "c-first", place: placeOfSession(3), receivedAt: receivedAt(0) });
  const first = () => {
    const { targeted: _targeted, ...entry } = updateOf("first", 3);
    return world.records.attempt(placeOfSession(3), { ...entry, sessionId: sessionIdOf(3) }, undefined, 1);
  };

  test("whose first command nobody knows is applied, and has the content from then on", async () => {
    await holdContent();
    expect(await work([copyOf("1")])).toEqual([]);
    expect(await work([copyOf("2", 2)])).toEqual([]);
    expect(world.written).toEqual(["1"]);
    expect(lines().map(({ message, duplicateOf }) => [message, duplicateOf])).toEqual([
      ["applied", undefined],
      ["duplicate", "c-1"],
    ]);
  });

  test.each([["begun"], ["rejected"]] as const)(
    "whose first command is %s and has sent nothing is applied",
    async (state) => {
      await holdContent();
      const attempt = first();
      await attempt.progress({ stepsDone: [] });
      if (state === "rejected") await attempt.finish({ state });
      expect(await work([copyOf("1")])).toEqual([]);
      expect(world.written).toEqual(["1"]);
    },
  );

  test.each([["begun"], ["rejected"]] as const)(
    "whose first command is %s and may have been sent changes nothing, and says whose copy it is",
    async (state) => {
      await holdContent();
      const attempt = first();
      await attempt.progress({ stepsDone: [], sending: { step: "note", atMs: world.clock.now(), doubtful: true } });
      if (state === "rejected") await attempt.finish({ state });
      expect(await work([copyOf("1")])).toEqual([]);
      expect(world.written).toEqual([]);
      const record = await world.records.read(placeOfSession(1), "c-1");
      expect(record).toMatchObject({ state: "applied", remarks: { duplicateOf: "c-first" } });
      const said = { level: "info", message: "duplicate", duplicateOf: "c-first", state, firstAt: receivedAt(0) };
      expect(lines()).toEqual([{ ...about("1"), ...said }]);
      expect(await world.records.read(placeOfSession(3), "c-first")).toMatchObject({ copies: 1 });
    },
  );

  test.each([
    [1, 2],
    [10, 45],
  ])(
    "beside another copy, at receive %i, comes again after %i s: one of them is applied",
    async (receiveCount, seconds) => {
      await holdContent();
      expect(await work([copyOf("1"), copyOf("2", 2)], { receiveCount })).toEqual(["m1"]);
      expect(world.written).toEqual(["1"]);
      expect(world.hidden).toEqual([["r1", seconds]]);
    },
  );
});

describe("an older event of the same sender", () => {
  const at = (queued: QueuedCommand, minute: number): QueuedCommand => ({
    ...queued,
    occurredAt: new Date(Date.parse("2026-11-20T11:00:00Z") + minute * minuteMs).toISOString(),
  });
  const recordOf = (name: string) => world.records.read(placeOfSession(1), `c-${name}`);

  test("says which fields it left alone, in the log and in its record", async () => {
    await work([at(updateOf("new"), 2)]);
    expect(await work([at(updateOf("half", 1, { status: "PENDING" }), 1), at(updateOf("none"), 1)])).toEqual([]);
    expect(lines()).toEqual([
      { ...about("new"), level: "info", message: "applied" },
      { ...about("half"), level: "info", message: "applied", stale: ["Number"] },
      { ...about("none"), level: "info", message: "stale", stale: ["Number"] },
    ]);
    expect(await recordOf("new")).not.toHaveProperty("remarks");
    expect(await recordOf("half")).toMatchObject({ state: "applied", remarks: { stale: ["Number"] } });
    expect((await recordOf("half"))?.outcome?.detail).toMatchObject({ changes: { fields: ["Status"] } });
    const none = await recordOf("none");
    expect(none).toMatchObject({ state: "applied", remarks: { stale: ["Number"] } });
    expect(none).not.toHaveProperty("outcome");
    expect(world.taken.published).toHaveLength(2);
  });
});

test("the record of a command says when it happened and which rule wanted it, where that is known", async () => {
  const given = { occurredAt: "2026-11-20T11:00:00.000Z", rule: "parados" };
  await work([{ ...updateOf("1"), ...given }, updateOf("2")]);
  expect(await world.records.read(placeOfSession(1), "c-1")).toMatchObject(given);
  const without = await world.records.read(placeOfSession(1), "c-2");
  expect(without).toMatchObject({ state: "applied" });
  expect(without).not.toHaveProperty("occurredAt");
  expect(without).not.toHaveProperty("rule");
});

test("a command that five outcomes led to is applied; one more is a loop: it is parked, and nothing is told", async () => {
  const sixth = { ...updateOf("2"), hops: 6 };
  expect(await work([{ ...updateOf("1"), hops: 5 }, sixth])).toEqual([]);
  expect(world.written).toEqual(["1"]);
  expect(world.taken.parked).toMatchObject([{ reason: { code: "HOPS_EXCEEDED" }, door: "event", queued: sixth }]);
  expect(world.taken.published.map(({ detail }) => detail.id)).toEqual(["c-1"]);
  expect(lines()).toEqual([
    { ...about("1"), hops: 5, level: "info", message: "applied" },
    { ...about("2"), hops: 6, level: "error", message: "refused", code: "HOPS_EXCEEDED" },
  ]);
});

describe("a command that comes again", () => {
  test.each([
    ["applied", undefined],
    ["rejected", new WtsApiError("PUT", { failure: "refused", status: 500, key: "FORM_ERROR" })],
  ])("after it was %s is not done again when SQS brings its message again", async (state, answer) => {
    world.wts.answer = () => answer;
    await work([updateOf("1")]);
    const before = lines().length;
    expect(await work([updateOf("1")])).toEqual([]);
    expect(world.written).toEqual(["1"]);
    expect(lines().slice(before)).toEqual([{ ...about("1"), level: "info", message: "done before", state }]);
  });
});

describe("a command whose worker was so slow that another one took its session", () => {
  const overtake = async (): Promise<void> => {
    world.clock.advance(config.leaseMs + 1);
    world.open.whileRead = () => undefined;
    expect(await work([updateOf("2")])).toEqual([]);
  };

  test.each([
    [1, 2],
    [10, 45],
  ])("comes again, at receive %i after %i s, and is no failure", async (receiveCount, seconds) => {
    world.wts.answer = (number) => (number === "1" ? overtake() : undefined);
    expect(await work([updateOf("1")], { receiveCount })).toEqual(["m0"]);
    expect(world.hidden).toEqual([["r0", seconds]]);
    expect(lines().map(({ commandId, level }) => [commandId, level])).toEqual([
      ["c-2", "info"],
      ["c-1", "info"],
    ]);
    expect(world.taken.published.map(({ detail }) => detail.id)).toEqual(["c-2"]);
  });

  test.each([
    [1, 2],
    [10, 45],
  ])(
    "before its note went out does not send it, and comes again, at receive %i after %i s",
    async (receiveCount, seconds) => {
      world.open.whileRead = overtake;
      const note = { sessionId: sessionIdOf(1), command: "note", text: "once", expect: { status: "IN_PROGRESS" } };
      expect(await work([commandOf("1", note)], { receiveCount })).toEqual(["m0"]);
      expect(world.written).toEqual(["2"]);
      expect(world.hidden).toEqual([["r0", seconds]]);
      expect(lines().map(({ commandId, level }) => [commandId, level])).toEqual([["c-2", "info"]]);
    },
  );
});
