// A message is asked for its fate once it had its time: one that did not arrive is told of, once, with WTS's reason and nobody's number.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sessionPlace } from "../../../lib/aws/item-keys.ts";
import { dynamoTable, type Table } from "../../../lib/aws/table.ts";
import { applyToSession } from "../../../lib/commands/apply/apply-to-session.ts";
import { unrecorded } from "../../../lib/commands/apply/step-record.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { messageFateAsker } from "../../../lib/commands/messages/ask-message-fates.ts";
import { messageGuard } from "../../../lib/commands/messages/message-guard.ts";
import { defineConfig } from "../../../lib/config.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { messageFates } from "../../../lib/records/message-fates.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { expectDescribed } from "../../support/described-events.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { recording } from "../../support/recording.ts";
import { startTable } from "../../support/table.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const minuteMs = 60_000;
const nowMs = Date.parse("2026-11-27T15:00:00Z");
const sessionId = "5e550000-0000-4000-8000-000000000001";

let standIn: TestStandIn;
let tables: Awaited<ReturnType<typeof startTable>>;
let table: Table;
let clock: ManualClock;
let records: ReturnType<typeof recording>;
let commands = 0;

beforeAll(async () => {
  [standIn, tables] = await Promise.all([startTestStandIn(), startTable()]);
});
afterAll(() => Promise.all([standIn.stop(), tables.stop()]));
beforeEach(async () => {
  clock = manualClock(nowMs + commands * 3_600_000);
  records = recording();
  table = dynamoTable(tables.client, tables.tableName);
  await standIn.admin("POST", "reset", {
    clock: { now: new Date(clock.now()).toISOString(), frozen: true },
    sessions: [{ id: sessionId, status: "IN_PROGRESS", lastMessageIn: new Date(clock.now() - minuteMs).toISOString() }],
  });
});

const advance = async (ms: number): Promise<void> => {
  clock.advance(ms);
  await standIn.admin("PUT", "clock", { now: new Date(clock.now()).toISOString(), frozen: true });
};
const parts = (random = clock.random()) => {
  const { bus, log } = records;
  const kept = ledger({ table, clock });
  return {
    fates: messageFates({ table, clock }),
    lifecycle: lifecycle({
      ledger: kept,
      leases: sessionLeases({ table, clock }),
      bus,
      clock: { ...clock, random: () => random },
      log,
    }),
    killSwitch: killSwitch({ table, clock }),
    ledger: kept,
    connect: () => wtsForTests(standIn.url, clock),
    clock,
    log,
  };
};
const send = async () => {
  commands += 1;
  const { fates, log } = parts();
  const guard = messageGuard({ account: "default", messages: defineConfig({}).messages, fates, clock, log });
  await applyToSession({
    command: { command: "message", sessionId, text: "Seu boleto vence amanhã." },
    provenance: {
      ...({
        id: `c-${commands}`,
        account: "default",
        door: "webhook",
        source: "webhook:loja",
        deliveryId: "d-1",
      } as const),
      ...{ correlationId: "c", causationId: "c", hops: 0, attempt: 0 },
    },
    session: { actByMs: clock.now() + minuteMs, writtenAt: () => undefined, remember: () => {} },
    wts: wtsForTests(standIn.url, clock),
    clock,
    steps: unrecorded,
    guard,
  });
};
const ask = (random?: number) => messageFateAsker(parts(random))({ endBy: clock.now() + 300_000 });
const published = () => records.taken.published;
const questions = async () => (await journalOf(standIn.admin)).filter(({ path }) => path.endsWith("/status")).length;
const failing = (reason: string) => standIn.admin("POST", "faults", [{ path: "message", failMessage: reason }]);

test("one that arrived is asked once, and nothing is said", async () => {
  await send();
  await ask();
  expect(await questions()).toBe(0);
  await advance(2 * minuteMs);
  await ask();
  await ask();
  await advance(20 * minuteMs);
  await ask();
  expect([await questions(), published()]).toEqual([1, []]);
});

test("one that failed is told once, with WTS's reason and without the number that it names", async () => {
  await failing('Número +55 (11) 98004-5904 de "Maria da Silva" sem WhatsApp (131026)');
  await send();
  await advance(3 * minuteMs);
  await ask();
  await advance(20 * minuteMs);
  await ask();
  expect(await questions()).toBe(1);
  expect(published()).toEqual([
    {
      type: "Message Failed",
      detail: expect.objectContaining({
        account: "default",
        sessionId,
        command: "message",
        door: "webhook",
        source: "webhook:loja",
        deliveryId: "d-1",
        reasons: ["MESSAGE_FAILED"],
        issues: [{ path: "message", code: "MESSAGE_FAILED", message: "Número … de … sem WhatsApp (131026)" }],
        message: { commandId: `c-${commands}`, messageId: expect.any(String) },
        hops: 1,
      }),
    },
  ]);
  expectDescribed(published(), "Message Failed");
  const place = sessionPlace({ account: "default", sessionId });
  expect((await parts().ledger.history(place)).map(({ outcome }) => outcome?.type)).toContain("Message Failed");
});

test("one that WTS still has is asked once more ten minutes later, and then told", async () => {
  await standIn.admin("PUT", "delivery", { delayMs: 3_600_000 });
  await send();
  await advance(2 * minuteMs);
  await ask();
  await advance(5 * minuteMs);
  await ask();
  expect([await questions(), published()]).toEqual([1, []]);
  await advance(5 * minuteMs);
  await ask();
  await ask();
  expect(await questions()).toBe(2);
  expect(published()).toMatchObject([{ type: "Message Failed", detail: { reasons: ["MESSAGE_STILL_QUEUED"] } }]);
  expectDescribed(published(), "Message Failed");
});

test("while WTS does not answer, or the account is paused, it waits for another minute", async () => {
  await failing("sem WhatsApp");
  await send();
  await advance(2 * minuteMs);
  await parts().killSwitch.pause("default");
  await ask();
  expect(await questions()).toBe(0);
  await parts().killSwitch.resume("default");
  await standIn.admin("POST", "faults", [{ path: "status", status: 503, times: 20 }]);
  await ask();
  expect(published()).toEqual([]);
  await standIn.admin("DELETE", "faults");
  await advance(minuteMs);
  await ask();
  expect(published()).toHaveLength(1);
});

test("those of a paused account, however many are due, keep nobody else's waiting", async () => {
  const { fates, killSwitch: switches } = parts();
  const sent = {
    account: "paused#filial",
    sessionId,
    commandId: "c",
    door: "webhook",
    source: "s",
    deliveryId: "d",
  } as const;
  const due = Array.from({ length: 60 }, (_, index) => ({
    ...sent,
    messageId: `m-${index}`,
    correlationId: "c",
    hops: 0,
  }));
  await Promise.all(due.map((message) => fates.expect(message, clock.now() - minuteMs)));
  await switches.pause(sent.account);
  await failing("sem WhatsApp");
  await send();
  await advance(2 * minuteMs);
  await ask();
  expect(published()).toHaveLength(1);
  expect(await questions()).toBe(1);
});

test("two minutes that overlap tell it once", async () => {
  await failing("sem WhatsApp");
  await send();
  await advance(2 * minuteMs);
  await Promise.all([ask(0.1), ask(0.9)]);
  expect(
    published()
      .filter(({ type }) => type === "Message Failed")
      .map(({ detail }) => detail.id),
  ).toHaveLength(1);
});
