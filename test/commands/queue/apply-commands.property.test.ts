// The worker on batches as SQS makes them, several messages of a group at a time, with WTS failing at random.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Parked } from "../../../lib/aws/queue.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { commandApplier } from "../../../lib/commands/queue/apply-commands.ts";
import { defineConfig } from "../../../lib/config.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { commandIdOf } from "../../../lib/core/command/command-id.ts";
import type { Outcome } from "../../../lib/core/outcome.ts";
import { groupOf } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import type { QueueMessage } from "../../../lib/middleware/queue-stack.ts";
import { alertRecords } from "../../../lib/records/alerts.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { rawDeliveries } from "../../../lib/records/raw-deliveries.ts";
import { refusedRequests } from "../../../lib/records/refused-requests.ts";
import { contents } from "../../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { jsonLog } from "../../../lib/runtime/log.ts";
import { bookerForTests } from "../../support/booker-for-tests.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { nearTable } from "../../support/near-table.ts";
import { anySeed } from "../../support/seeded-chance.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const sessions = Array.from({ length: 4 }, (_, index) => `5e550000-0000-4000-8000-00000000000${index}`);
const poisoned = "5e550000-0000-4000-8000-00000000dead";
let standIn: TestStandIn;
const kept = nearTable();

beforeAll(async () => {
  standIn = await startTestStandIn();
  await standIn.admin("PUT", "limits", { enabled: false });
});
afterAll(() => standIn.stop());
beforeEach(() => reset());

/** Before any command. */
const untouched = { status: "PENDING", number: "untouched" };

/** The seed decides which calls of WTS fail. */
const reset = async (seed = 1) => {
  const lastMessageIn = new Date(Date.now() - 60_000).toISOString();
  const held = sessions.map((id) => ({ id, ...untouched, lastMessageIn }));
  await standIn.admin("POST", "reset", { seed, sessions: held });
  await standIn.admin("PUT", "limits", { enabled: false });
};

/** Every run of a property has ids of its own in the one table. */
let runs = 0;

const onlyCommands = async () => {
  throw new Error("nothing but commands waits in the queue of this test");
};

const worker = (clock: ManualClock) => {
  const parked: Parked[] = [];
  const outcomes: Outcome[] = [];
  const hidden = new Map<string, number>();
  const records = ledger({ table: kept, clock });
  const bus = { publish: async (published: readonly object[]) => void outcomes.push(...(published as Outcome[])) };
  const log = jsonLog(() => {});
  const work = commandApplier({
    config: { ...defineConfig({}).queue, leaseMs: 5_000 },
    queue: {
      send: async () => {
        throw new Error("no command of this test is sent on");
      },
      hide: async (messages) => {
        for (const { receiptHandle, seconds } of messages) hidden.set(receiptHandle, seconds);
      },
    },
    parked: { park: async (message) => void parked.push(message) },
    bus,
    ledger: records,
    lifecycle: lifecycle({ ledger: records, leases: sessionLeases({ table: kept, clock }), bus, clock, log }),
    contents: contents({ table: kept, clock }),
    rawDeliveries: rawDeliveries({ table: kept, clock, keptDays: 14 }),
    workers: { event: onlyCommands, delivery: onlyCommands },
    killSwitch: killSwitch({ table: kept, clock }),
    booker: bookerForTests({ table: kept, clock }),
    alerts: alertRecords({ table: kept, clock }),
    mayAnswer: refusedRequests({ table: kept, clock }),
    connect: () => wtsForTests(standIn.url, clock),
    clock,
    log,
  });
  return { work, parked, outcomes, hidden };
};

const queuedFor = (run: number, index: number, sessionId: string, input: object): QueuedCommand => {
  const parsed = parseCommand({ sessionId, ...input }, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const origin = { account: "default", source: "test", deliveryId: `${run}/${index}` };
  return {
    kind: "command",
    id: commandIdOf({ ...origin, index: 0 }),
    ...origin,
    door: "event",
    ...{ correlationId: "c", causationId: "c", hops: 0, attempt: 0 },
    targeted: { command: parsed.command },
  };
};

const messageOf = (queued: QueuedCommand, serial: number, clock: ManualClock, receiveCount: number): QueueMessage => ({
  messageId: `m${serial}`,
  receiptHandle: `r${serial}`,
  body: JSON.stringify(queued),
  groupId: groupOf(queued),
  sentAtMs: clock.now(),
  receiveCount,
});

/** As SQS FIFO does: a group's next message comes only when the one before it is gone. */
const takeBatch = (waiting: readonly QueueMessage[], size: number, pick: () => number): QueueMessage[] => {
  const groups = [...new Set(waiting.map(({ groupId }) => groupId))].sort(() => pick() - 0.5);
  return groups.flatMap((group) => waiting.filter(({ groupId }) => groupId === group)).slice(0, size);
};

const kinds = fc.constantFrom("number", "note", "complete");
type Plan = { session: number; kind: "number" | "note" | "complete"; copies: number }[];
const plan: fc.Arbitrary<Plan> = fc.array(
  fc.record({ session: fc.nat({ max: sessions.length }), kind: kinds, copies: fc.integer({ min: 1, max: 2 }) }),
  {
    minLength: 5,
    maxLength: 25,
  },
);
const trouble = fc.record({
  // A call is tried four times: what fails more rarely hardly ever fails a command.
  refused: fc.constantFrom(0, 0.5, 0.9),
  lostAnswers: fc.constantFrom(0, 0.2),
  batchSize: fc.integer({ min: 1, max: 10 }),
  seed: fc.integer({ min: 1, max: 2_147_483_646 }),
});
type Trouble = typeof trouble extends fc.Arbitrary<infer Value> ? Value : never;

/** Each kind for each session and for the poisoned one, some twice. */
const everything: Plan = Array.from({ length: 15 }, (_, index) => ({
  session: index % (sessions.length + 1),
  kind: (["number", "note", "complete"] as const)[Math.floor(index / 5)] ?? "note",
  copies: 1 + (index % 2),
}));
/** What the two examples come to at the least; they go first in every run. */
const enough = { copies: 14, retried: 10, heldBack: 3, parked: 6, notes: 16, numbers: 8, completed: 8 };
const examples: [Plan, Trouble][] = [
  [everything, { refused: 0, lostAnswers: 0, batchSize: 10, seed: 1 }],
  [everything, { refused: 0.9, lostAnswers: 0.2, batchSize: 10, seed: 2 }],
];

test("every command is applied once, in order, whatever WTS does; a poisoned one is parked and takes nobody with it", async () => {
  const seen = { copies: 0, retried: 0, heldBack: 0, parked: 0, notes: 0, numbers: 0, completed: 0 };
  await fc.assert(
    fc.asyncProperty(plan, trouble, async (steps, { refused, lostAnswers, batchSize, seed }) => {
      await reset(seed);
      runs += 1;
      const clock = manualClock(Date.now());
      const { work, parked, outcomes } = worker(clock);
      const commands = steps.map(({ session, kind }, index) => {
        const input = {
          number: { number: `${index}` },
          note: { command: "note", text: `note ${index}` },
          complete: { command: "complete", note: `end ${index}` },
        }[kind];
        return queuedFor(runs, index, sessions[session] ?? poisoned, input);
      });
      await standIn.admin("POST", "faults", [
        { method: "PUT", status: 503, rate: refused },
        { method: "POST", status: 429, rate: refused },
        { drop: "after", rate: lostAnswers },
      ]);
      let serial = 0;
      let waiting = commands.flatMap((queued, index) =>
        Array.from({ length: steps[index]?.copies ?? 1 }, () => messageOf(queued, serial++, clock, 1)),
      );
      let state = seed;
      const pick = () => {
        state = (state * 16_807) % 2_147_483_647;
        return state / 2_147_483_647;
      };
      for (let round = 0; waiting.length > 0 && round < 400; round += 1) {
        if (round === 200) await standIn.admin("DELETE", "faults");
        const batch = takeBatch(waiting, batchSize, pick);
        const timeBox = { startBy: clock.now() + 1_000_000, endBy: clock.now() + 1_000_000 };
        const failed = new Set(await work(batch, timeBox, `run ${runs} round ${round}`));
        // A failed message fails the later ones of its group, and no others.
        for (const groupId of new Set(batch.map((message) => message.groupId))) {
          const flags = batch
            .filter((message) => message.groupId === groupId)
            .map(({ messageId }) => failed.has(messageId));
          expect(flags).toEqual([...flags].sort());
          if (flags.filter(Boolean).length > 1) seen.heldBack += 1;
        }
        seen.retried += failed.size;
        waiting = waiting
          .filter(({ messageId }) => failed.has(messageId) || !batch.some((message) => message.messageId === messageId))
          .map((message) =>
            failed.has(message.messageId) ? { ...message, receiveCount: message.receiveCount + 1 } : message,
          );
        clock.advance(6_000);
        await standIn.admin("PUT", "clock", { now: new Date(clock.now()).toISOString() });
      }
      expect(waiting).toEqual([]);
      seen.copies += serial - commands.length;
      seen.parked += parked.length;

      const parkedIds = new Set(parked.map(({ queued }) => queued?.id));
      for (const queued of commands) {
        const { sessionId } = queued.targeted.command;
        expect(parkedIds.has(queued.id)).toBe(sessionId === poisoned);
        expect(outcomes.some(({ detail }) => detail.id === queued.id)).toBe(true);
      }
      const isPoisoned = ({ queued }: Parked) =>
        queued?.kind === "command" && queued.targeted.command.sessionId === poisoned;
      expect(parked.filter(isPoisoned).length).toBe(parkedIds.size);
      for (const sessionId of sessions) {
        const held = await standIn.admin<{ number: string | null; notes: { text: string }[]; status: string }>(
          "GET",
          `sessions/${sessionId}`,
        );
        const mine = commands.filter(({ targeted }) => targeted.command.sessionId === sessionId);
        const texts = mine.flatMap(({ targeted: { command } }) =>
          command.command === "note" ? [command.text] : command.command === "complete" ? [command.note] : [],
        );
        expect(held.notes.map(({ text }) => text).sort()).toEqual([...texts].sort());
        const numbers = mine.flatMap(({ targeted: { command } }) =>
          command.command === "update" ? [command.number] : [],
        );
        expect(held.number).toBe(numbers.at(-1) ?? untouched.number);
        const isCompleted = mine.some(({ targeted }) => targeted.command.command === "complete");
        expect(held.status).toBe(isCompleted ? "COMPLETED" : untouched.status);
        seen.notes += texts.length;
        seen.numbers += numbers.length;
        if (isCompleted) seen.completed += 1;
      }
    }),
    { numRuns: 4, endOnFailure: true, seed: anySeed(), examples },
  );
  // The two examples alone have as much: with less, something was not looked at.
  for (const [name, least] of Object.entries(enough))
    expect([name, seen[name as keyof typeof seen] >= least]).toEqual([name, true]);
});

test("an update is never written again once it is recorded as applied", async () => {
  const clock = manualClock(Date.now());
  const { work } = worker(clock);
  const queued = queuedFor(++runs, 0, sessions[0] ?? "", { number: "1" });
  const timeBox = { startBy: clock.now() + 1_000_000, endBy: clock.now() + 1_000_000 };
  for (let copy = 0; copy < 3; copy += 1)
    expect(await work([messageOf(queued, copy, clock, 1)], timeBox, `i${copy}`)).toEqual([]);
  expect(await journalOf(standIn.admin, true)).toHaveLength(1);
});

test("a command that keeps failing is retried later with growing pauses, and parked after twelve hours", async () => {
  const clock = manualClock(Date.now());
  const { work, parked, hidden } = worker(clock);
  await standIn.admin("POST", "faults", [{ method: "PUT", status: 503 }]);
  const first = messageOf(queuedFor(++runs, 0, sessions[0] ?? "", { number: "1" }), 0, clock, 1);
  const pauses: number[] = [];
  let rounds = 0;
  for (let failed = ["m0"] as readonly string[]; failed.length > 0 && rounds < 1_000; rounds += 1) {
    const timeBox = { startBy: clock.now() + 20_000, endBy: clock.now() + 20_000 };
    failed = await work([{ ...first, receiveCount: rounds + 1 }], timeBox, `i${rounds}`);
    if (failed.length > 0) pauses.push(hidden.get("r0") ?? 0);
    clock.advance((hidden.get("r0") ?? 0) * 1_000);
  }
  expect(clock.now() - first.sentAtMs).toBeGreaterThanOrEqual(12 * 3_600_000);
  expect(clock.now() - first.sentAtMs).toBeLessThan(13 * 3_600_000);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(300);
  expect(pauses.at(-1)).toBeGreaterThan(100);
  // SQS would take it away after 1,000 receives: the giving up is ours.
  expect(rounds).toBeLessThan(1_000);
  expect(parked.map(({ reason }) => reason.code)).toEqual(["RETRIES_EXHAUSTED"]);
});
