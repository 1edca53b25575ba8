// A rule that answers each of our outcomes with a request, and forgets the hops: it ends by itself, nothing is lost, and nobody else notices.
import { beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Parked } from "../../../lib/aws/queue.ts";
import type { Table } from "../../../lib/aws/table.ts";
import { eventAccepter } from "../../../lib/commands/accept-update-event.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { commandApplier } from "../../../lib/commands/queue/apply-commands.ts";
import { defineConfig } from "../../../lib/config.ts";
import type { Outcome } from "../../../lib/core/outcome.ts";
import { groupOf } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { alertRecords } from "../../../lib/records/alerts.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { rawDeliveries } from "../../../lib/records/raw-deliveries.ts";
import { refusedRequests } from "../../../lib/records/refused-requests.ts";
import { contents } from "../../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import type { WtsClient } from "../../../lib/wts/client.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { bookerForTests } from "../../support/booker-for-tests.ts";
import { brazilianReading } from "../../support/brazilian-phones.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { recording } from "../../support/recording.ts";
import { seededChance } from "../../support/seeded-chance.ts";

const hourMs = 3_600_000;
const mostAnHour = 60;
const sessionIdOf = (session: number) => `5e550000-0000-4000-8000-00000000000${session}`;

/** `fails` says before each write of the table whether it fails. */
const setUp = (fails: () => boolean = () => false) => {
  const clock = manualClock();
  const aws = recording();
  const kept = memoryTable();
  let writes = 0;
  const table: Table = {
    ...kept,
    update: async (...given) => {
      if (fails()) throw new Error("the table is away");
      writes += 1;
      return kept.update(...given);
    },
  };
  /** What WTS was asked to write, with the time: the number is the event's id. */
  const written: { number: string; atMs: number }[] = [];
  const client = {
    listSessions: async () => ({ items: [], hasMorePages: false }),
    getSession: async (id: string) => ({ id, status: "IN_PROGRESS" }),
    updateSession: async (id: string, { number }: { number: string }) => {
      written.push({ number, atMs: clock.now() });
      return { id, number };
    },
  };
  const records = ledger({ table, clock });
  const leases = sessionLeases({ table, clock });
  const dependencies = {
    ...{ ...aws, clock, ledger: records, config: defineConfig({}).queue },
    lifecycle: lifecycle({ ledger: records, leases, bus: aws.bus, clock, log: aws.log }),
    contents: contents({ table, clock }),
    rawDeliveries: rawDeliveries({ table, clock, keptDays: 14 }),
    killSwitch: killSwitch({ table, clock }),
    booker: bookerForTests({ table, clock }),
    alerts: alertRecords({ table, clock }),
    mayAnswer: refusedRequests({ table, clock }),
    connect: (): Wts => ({ client: client as unknown as WtsClient, directory: {} as Wts["directory"] }),
  };
  const nothingElse = async () => {
    throw new Error("nothing but commands waits in the queue of this test");
  };
  const work = commandApplier({ ...dependencies, workers: { event: nothingElse, delivery: nothingElse } });
  const accountNames = async () => new Map([["default", {}]]);
  const accept = eventAccepter({ ...dependencies, readingOf: brazilianReading, account: "default", accountNames });

  let events = 0;
  const ask = (session = 1, source = "rule", wish: object = { sessionId: sessionIdOf(session) }) => {
    events += 1;
    const id = `e-${events}`;
    const detail = { number: id, ...wish };
    return accept({
      id,
      "detail-type": "Session Update Requested",
      source,
      time: new Date(clock.now()).toISOString(),
      detail,
    });
  };
  /** What is queued is worked on until nothing waits, however often a message has to come again. */
  const drain = async () => {
    for (let item = aws.taken.queued.shift(); item; item = aws.taken.queued.shift()) {
      const message = {
        messageId: "m",
        receiptHandle: "r",
        body: JSON.stringify(item),
        groupId: groupOf(item),
        sentAtMs: clock.now(),
      };
      for (let receiveCount = 1; ; receiveCount += 1) {
        const timeBox = { startBy: clock.now() + 30_000, endBy: clock.now() + 50_000 };
        if ((await work([{ ...message, receiveCount }], timeBox, `i-${clock.now()}`)).length === 0) break;
        clock.advance(1_000);
      }
    }
  };
  return { ...aws, clock, kept, written, ask, drain, accept, records, writes: () => writes };
};
let world: ReturnType<typeof setUp>;
beforeEach(() => {
  world = setUp();
});

const outcomes = (): Outcome[] => world.taken.published.filter(({ detail }) => "changes" in detail);
const alerts = (): object[] => world.taken.published.filter(({ type }) => String(type) === "Alert Raised");
const asks = async (count: number, session = 1, source = "rule") => {
  for (let index = 0; index < count; index += 1) {
    await world.ask(session, source);
    await world.drain();
    world.clock.advance(1_000);
  }
};
const loopSuspected = { reason: expect.objectContaining({ code: "LOOP_SUSPECTED" }) };

test("a rule that answers each outcome with a request without hops makes a loop that ends", async () => {
  await asks(1);
  let answered = 0;
  while (answered < outcomes().length && answered < 500) {
    answered += 1;
    await asks(1);
  }
  expect(answered).toBe(2 * mostAnHour);
  expect(world.written).toHaveLength(mostAnHour);
  // What came after the last outcome is neither lost nor told: whatever answers our outcomes would go on.
  expect(world.taken.parked).toEqual(
    Array.from({ length: mostAnHour + 1 }, () => expect.objectContaining(loopSuspected)),
  );
  const refused = outcomes().slice(mostAnHour);
  expect(refused.map(({ type, detail }) => [type, detail.reasons])).toEqual(
    refused.map(() => ["Session Update Rejected", ["LOOP_SUSPECTED"]]),
  );
  const history = await world.records.history({ pk: `session#default#${sessionIdOf(1)}` });
  expect(history.map(({ state }) => state)).toEqual([
    ...Array.from({ length: mostAnHour }, () => "applied"),
    ...Array.from({ length: mostAnHour + 1 }, () => "rejected"),
  ]);
  expect(history.at(-1)?.outcome?.detail.reasons).toEqual(["LOOP_SUSPECTED"]);
});

test.each([
  ["cannot be read", { sessionId: sessionIdOf(1), stauts: "PENDING" }, ["COMMAND_INVALID"]],
  ["names no session at all", {}, ["COMMAND_INVALID"]],
  ["finds no session", { session: { metadata: { pedido: "1" } } }, ["SESSION_REFERENCE_UNRESOLVED"]],
])("so does one that answers refusals with a request that %s", async (_what, wish, reasons) => {
  const request = async () => {
    await world.ask(1, "rule", wish);
    await world.drain();
  };
  await request();
  for (let answered = 0; answered < outcomes().length && answered < 300; answered += 1) await request();
  expect(outcomes().map(({ detail }) => detail.reasons)).toEqual(Array.from({ length: mostAnHour }, () => reasons));
  expect(world.taken.parked).toHaveLength(mostAnHour + 1);
  await world.ask(1, "other", wish);
  await world.drain();
  expect(outcomes()).toHaveLength(mostAnHour + 1);
  world.clock.advance(hourMs);
  await request();
  expect(outcomes()).toHaveLength(mostAnHour + 2);
});

test("people are alerted once, with what to type", async () => {
  await asks(mostAnHour + 5);
  expect(alerts()).toEqual([
    expect.objectContaining({
      detail: expect.objectContaining({
        code: "LOOP_SUSPECTED",
        account: "default",
        command: "npm run hooks -- parked list",
      }),
    }),
  ]);
});

test("another source and another session go on as ever", async () => {
  await asks(mostAnHour + 1);
  await asks(1, 1, "other");
  await asks(1, 2);
  expect(world.taken.parked).toHaveLength(1);
  expect(world.written).toHaveLength(mostAnHour + 2);
});

test("an hour after the first of sixty the next one passes, and not a millisecond earlier", async () => {
  await asks(mostAnHour);
  world.clock.advance(hourMs - mostAnHour * 1_000 - 1);
  await world.ask();
  await world.drain();
  expect(world.taken.parked).toHaveLength(1);
  world.clock.advance(1);
  await world.ask();
  await world.drain();
  expect(world.taken.parked).toHaveLength(1);
  expect(world.written).toHaveLength(mostAnHour + 1);
});

describe("what was parked for it", () => {
  const replay = async ({ queued }: Parked) => {
    const command = queued as QueuedCommand;
    world.taken.queued.push({ ...command, attempt: command.attempt + 1 });
    await world.drain();
  };

  test("is applied when a person replays it, and counts for nobody else", async () => {
    await asks(mostAnHour + 2);
    const parked = world.taken.parked.splice(0);
    expect(parked).toHaveLength(2);
    for (const each of parked) await replay(each);
    expect(world.taken.parked).toEqual([]);
    expect(world.written).toHaveLength(mostAnHour + 2);
    world.clock.advance(hourMs - mostAnHour * 1_000);
    await asks(1);
    expect(world.taken.parked).toEqual([]);
  });
});

test("no command costs a write more for it", async () => {
  await asks(mostAnHour);
  // The session is taken, the command recorded, the session given back.
  expect(world.writes()).toBe(3 * mostAnHour);
});

test("what other ways bring is not counted: a policy's own commands have limits of their own, and callers theirs", async () => {
  await asks(1);
  const [asked] = world.taken.published;
  expect(asked?.detail.door).toBe("event");
  const [like] = await world.records.history({ pk: `session#default#${sessionIdOf(1)}` });
  for (let index = 0; index < mostAnHour; index += 1)
    world.taken.queued.push({
      ...{
        kind: "command",
        account: "default",
        source: "event:rule",
        correlationId: "c",
        causationId: "c",
        hops: 0,
        attempt: 0,
      },
      ...{ id: `c-${index}`, deliveryId: `d-${index}` },
      ...(index % 2 === 0 ? { door: "webhook" as const } : { door: "event" as const, rule: "a policy" }),
      targeted: {
        command: { command: "update", sessionId: like?.sessionId ?? "", fields: ["Number"], number: `n-${index}` },
      },
    } as QueuedCommand);
  await world.drain();
  await asks(1);
  expect(world.taken.parked).toEqual([]);
});

test("however they come, and whatever fails between: sixty an hour pass, and only what is more is refused", async () => {
  const step = fc.record({
    session: fc.constantFrom(1, 1, 1, 2),
    source: fc.constantFrom("rule", "rule", "rule", "other"),
    pauseMs: fc.oneof(
      { weight: 40, arbitrary: fc.nat({ max: 20_000 }) },
      { weight: 5, arbitrary: fc.nat({ max: 90_000 }) },
      { weight: 1, arbitrary: fc.constant(10 * 60_000) },
    ),
  });
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 150, maxLength: 220 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(0.05, 0.2),
      async (steps, seed, rate) => {
        const chance = seededChance(seed);
        world = setUp(() => chance.next() < rate);
        const asked: { id: string; lane: string }[] = [];
        for (const { session, source, pauseMs } of steps) {
          asked.push({ id: `e-${asked.length + 1}`, lane: `${session} ${source}` });
          await world.ask(session, source);
          await world.drain();
          world.clock.advance(pauseMs);
        }
        const lastWritten = new Map(world.written.map(({ number, atMs }) => [number, atMs]));
        const parked = world.taken.parked.map(({ queued, parkedAt }) => ({
          id: (queued as QueuedCommand).deliveryId,
          atMs: Date.parse(parkedAt),
        }));
        refusals += parked.length;
        const problems = asked.flatMap(({ id, lane }) => {
          const passedAt = lastWritten.get(id);
          const atMs = passedAt ?? parked.find((each) => each.id === id)?.atMs ?? Number.NaN;
          const before = asked
            .slice(
              0,
              asked.findIndex((each) => each.id === id),
            )
            .filter(
              (each) => each.lane === lane && atMs - (lastWritten.get(each.id) ?? Number.NEGATIVE_INFINITY) < hourMs,
            );
          const isRight = passedAt === undefined ? before.length === mostAnHour : before.length < mostAnHour;
          return isRight
            ? []
            : [`${id} of ${lane} ${passedAt === undefined ? "refused" : "passed"} after ${before.length}`];
        });
        expect(problems).toEqual([]);
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
  expect(refusals).toBeGreaterThan(0);
}, 30_000);
