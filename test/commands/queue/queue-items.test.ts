// What else than commands waits in the queue: events of WTS, deliveries to be understood again, and copies of what was applied.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { commandApplier } from "../../../lib/commands/queue/apply-commands.ts";
import { placeOf } from "../../../lib/commands/queue/work-command.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { parseAccess } from "../../../lib/core/access-secret.ts";
import { commandIdOf, contentIdOf } from "../../../lib/core/command/command-id.ts";
import { parseTargetedCommand } from "../../../lib/core/command/targeted-command.ts";
import { groupOf, type QueueItem } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { queuedDelivery, type StoredDelivery } from "../../../lib/core/queue/queued-delivery.ts";
import type { QueuedEvent } from "../../../lib/core/queue/queued-event.ts";
import { alertRecords } from "../../../lib/records/alerts.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { rawDeliveries } from "../../../lib/records/raw-deliveries.ts";
import { refusedRequests } from "../../../lib/records/refused-requests.ts";
import { contents } from "../../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { deliveryWorker } from "../../../lib/webhooks/work-delivery.ts";
import { eventWorker } from "../../../lib/webhooks/work-event.ts";
import { bookerForTests } from "../../support/booker-for-tests.ts";
import { boxHere } from "../../support/box-here.ts";
import { brazilianReading } from "../../support/brazilian-phones.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { recording } from "../../support/recording.ts";
import { startTable } from "../../support/table.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const sessionId = "5e550000-0000-4000-8000-000000000001";
let standIn: TestStandIn;
let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  [standIn, table] = await Promise.all([startTestStandIn(), startTable()]);
});
afterAll(() => Promise.all([standIn.stop(), table.stop()]));
beforeEach(async () => {
  await standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "PENDING" }] });
});

/** No source here looks anything up. */
const noAccess = async () => parseAccess('{"clients":{}}');

let serial = 0;
const workerOf = (sources: HooksConfigInput["sources"] = {}) => {
  const clock = manualClock();
  const taken = recording();
  const kept = dynamoTable(table.client, table.tableName);
  const records = ledger({ table: kept, clock });
  const config = defineConfig({ sources });
  const dependencies = {
    ...{ config: config.queue, sources: config.sources, clock },
    readingOf: brazilianReading,
    box: boxHere(config.sources),
    ...{ queue: taken.queue, parked: taken.parked, bus: taken.bus, log: taken.log },
    ledger: records,
    lifecycle: lifecycle({
      ...{ ledger: records, leases: sessionLeases({ table: kept, clock }), bus: taken.bus, clock, log: taken.log },
    }),
    contents: contents({ table: kept, clock }),
    rawDeliveries: rawDeliveries({ table: kept, clock, keptDays: 14 }),
    killSwitch: killSwitch({ table: kept, clock }),
    booker: bookerForTests({ table: kept, clock }),
    alerts: alertRecords({ table: kept, clock }),
    mayAnswer: refusedRequests({ table: kept, clock }),
    connect: () => wtsForTests(standIn.url, clock),
    access: { get: noAccess, refresh: noAccess },
  };
  const workers = { event: eventWorker(dependencies), delivery: deliveryWorker(dependencies) };
  const work = commandApplier({ ...dependencies, workers });
  const deliver = (...items: QueueItem[]) =>
    work(
      items.map((item, index) => ({
        messageId: `m-${serial}-${index}`,
        ...{ receiptHandle: "r", body: JSON.stringify(item), groupId: groupOf(item) },
        ...{ sentAtMs: clock.now(), receiveCount: 1 },
      })),
      { startBy: clock.now() + 60_000, endBy: clock.now() + 90_000 },
      `i-${serial++}`,
    );
  return { ...taken, clock, deliver, ledger: records };
};

const command = (input: object, deliveryId: string, contentHash?: string): QueuedCommand => {
  const parsed = parseTargetedCommand(input, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const origin = { account: "default", source: "webhook:crm", deliveryId };
  return {
    kind: "command",
    id: commandIdOf({ ...origin, index: 0 }),
    receivedAt: "2026-11-20T12:00:00.000Z",
    ...(contentHash !== undefined && {
      contents: [{ id: contentIdOf({ ...origin, contentHash, index: 0 }), withinMs: 5 * 60_000 }],
    }),
    ...origin,
    ...({ door: "webhook", correlationId: "c", causationId: "c", hops: 0, attempt: 0 } as const),
    targeted: parsed.targeted,
  };
};
const note = (text: string, deliveryId: string, contentHash?: string) =>
  command({ command: "note", sessionId, text }, `${deliveryId}-${serial}`, contentHash && `${contentHash}-${serial}`);
const notes = async () => (await standIn.admin<{ notes: unknown[] }>("GET", `sessions/${sessionId}`)).notes.length;

describe("a command for a phone number", () => {
  const byPhone = (phone: string, more: object = {}) =>
    command({ session: { contactPhone: phone }, command: "note", text: "pago", ...more }, `d-${phone}-${serial}`);
  const hold = (contactPhone: string) =>
    standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "PENDING", contactPhone }] });

  test.each([
    ["5511980045904", "551180045904"],
    ["551180045904", "5511980045904"],
  ])("%s reaches the contact who is kept as %s", async (meant, kept) => {
    await hold(kept);
    const { deliver, taken } = workerOf();
    await deliver(byPhone(meant));
    await deliver(...taken.queued.splice(0));
    expect(await notes()).toBe(1);
  });

  test("that nobody has is parked, and both the reason and the log say what was looked for, masked", async () => {
    await hold("5511900000000");
    const { deliver, taken } = workerOf();
    await deliver(byPhone("5511980045904"));
    const lookedFor = "55119****5904 (nobody has it)";
    expect(taken.parked).toMatchObject([
      { reason: { code: "SESSION_REFERENCE_UNRESOLVED", message: expect.stringContaining(lookedFor) } },
    ]);
    const refused = taken.lines.map((line) => JSON.parse(line)).find(({ message }) => message === "refused");
    expect(refused).toMatchObject({ lookedFor: `${lookedFor}, 5511****5904 (nobody has it)` });
    expect(taken.lines.join()).not.toContain("980045904");
  });

  test("leaves a note in a session that was closed lately, which stays closed", async () => {
    const endAt = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z`;
    const session = { id: sessionId, status: "COMPLETED", contactPhone: "5511980045904", endAt };
    await standIn.admin("POST", "reset", { sessions: [session] });
    const { deliver, taken } = workerOf();
    await deliver(byPhone("5511980045904", { session: { contactPhone: "5511980045904", closedWithinDays: 7 } }));
    await deliver(...taken.queued.splice(0));
    expect(await standIn.admin("GET", `sessions/${sessionId}`)).toMatchObject({ status: "COMPLETED", endAt });
    expect(await notes()).toBe(1);
  });
});

describe("a copy under another delivery id", () => {
  test("is not applied once the first one was, and says which that was", async () => {
    const { deliver, ledger: records, taken } = workerOf();
    const [first, copy] = [note("oi", "d-1", "h"), note("oi", "d-2", "h")];
    expect(await deliver(first, copy)).toEqual([]);
    expect(await notes()).toBe(1);
    expect(await records.read(placeOf(copy), copy.id)).toMatchObject({
      state: "applied",
      remarks: { duplicateOf: first.id },
    });
    expect(taken.published).toHaveLength(1);
  });

  test("is applied when the first one was refused: only what was applied blocks", async () => {
    const { deliver, taken } = workerOf();
    await standIn.admin("POST", "faults", [
      { method: "POST", status: 500, body: { key: "FORM_ERROR", error: true }, times: 1 },
    ]);
    expect(await deliver(note("oi", "d-1", "h"), note("oi", "d-2", "h"))).toEqual([]);
    expect(taken.parked).toHaveLength(1);
    expect(await notes()).toBe(1);
  });

  test("is not sent while nobody can tell whether the first one was: that one is parked, for a person to decide", async () => {
    const { deliver, taken, ledger: records } = workerOf();
    await standIn.admin("POST", "faults", [{ method: "POST", status: 502, times: 1 }]);
    const [first, copy] = [note("oi", "d-1", "h"), note("oi", "d-2", "h")];
    expect(await deliver(first, copy)).toEqual([]);
    expect(taken.parked).toMatchObject([{ reason: { code: "WTS_OUTCOME_UNKNOWN" }, queued: { id: first.id } }]);
    expect(await notes()).toBe(0);
    expect(await records.read(placeOf(copy), copy.id)).toMatchObject({ remarks: { duplicateOf: first.id } });
    expect(await deliver({ ...first, attempt: 1 })).toEqual([]);
    expect(await notes()).toBe(1);
  });

  test("of a command for several sessions reaches each of them once", async () => {
    const other = "5e550000-0000-4000-8000-000000000002";
    const metadata = { pedido: "42" };
    await standIn.admin("POST", "reset", {
      sessions: [sessionId, other].map((id) => ({ id, status: "PENDING", metadata })),
    });
    const { deliver, taken } = workerOf();
    const reference = { session: { metadata }, onMany: "all", command: "note", text: "oi" };
    const hash = `h-${serial}`;
    const [first, copy] = ["d-1", "d-2"].map((id) => command(reference, `${id}-${serial}`, hash));
    if (!first || !copy) throw new Error("unreachable");
    await deliver(first, copy);
    await deliver(...taken.queued.splice(0));
    expect(await notes()).toBe(1);
    expect((await standIn.admin<{ notes: unknown[] }>("GET", `sessions/${other}`)).notes).toHaveLength(1);
  });
});

describe("an event of WTS", () => {
  const event = (more: Partial<QueuedEvent> = {}): QueuedEvent => ({
    ...{ kind: "event", id: commandIdOf({ account: "default", source: "wts", deliveryId: `e-${serial}`, index: 0 }) },
    ...{ account: "default", source: "webhook:wts", deliveryId: "e", sessionId, readBack: false, attempt: 0 },
    ...{ type: "WTS SESSION_UPDATE", detail: { sessionId, session: { status: "COMPLETED" } } },
    ...more,
  });

  test("goes on the bus as it came, once, however often it arrives", async () => {
    const { deliver, taken } = workerOf();
    const item = event();
    expect(await deliver(item, item)).toEqual([]);
    expect(await deliver(item)).toEqual([]);
    expect(taken.published).toEqual([{ type: "WTS SESSION_UPDATE", detail: item.detail }]);
    expect(await journalOf(standIn.admin)).toEqual([]);
  });

  test("waits while the bus fails, and is published when it is back", async () => {
    const { deliver, taken, failing, clock } = workerOf();
    const item = event();
    failing.bus = true;
    expect(await deliver(item)).toHaveLength(1);
    failing.bus = false;
    clock.advance(70_000);
    expect(await deliver(item)).toEqual([]);
    expect(taken.published).toHaveLength(1);
  });

  test("with read-back, says what WTS's API says, since anybody could have written the webhook", async () => {
    const { deliver, taken } = workerOf();
    await deliver(event({ readBack: true }));
    expect(taken.published).toMatchObject([{ detail: { session: { id: sessionId, status: "PENDING" } } }]);
    expect(JSON.stringify(taken.published)).not.toMatch(/contactDetails|lastMessageText|metadata/);
  });

  test("with read-back, that names no session, is parked: nothing of it can be confirmed", async () => {
    const { deliver, taken } = workerOf();
    const { sessionId: _none, ...forged } = event({ readBack: true, type: "WTS SESSION_COMPLETE" });
    expect(await deliver(forged)).toEqual([]);
    expect(taken.published).toEqual([]);
    expect(taken.parked).toMatchObject([{ reason: { code: "SESSION_NOT_FOUND" }, queued: { kind: "event" } }]);
  });

  test("with read-back, of a session that the account does not have, is parked and not published", async () => {
    const { deliver, taken } = workerOf();
    const strange = event({ readBack: true, sessionId: "5e550000-0000-4000-8000-00000000dead" });
    expect(await deliver(strange)).toEqual([]);
    expect(taken.published).toEqual([]);
    expect(taken.parked).toMatchObject([{ reason: { code: "SESSION_NOT_FOUND" }, queued: { kind: "event" } }]);
  });
});

describe("a delivery that was parked", () => {
  const stored = (body: string): StoredDelivery => ({
    ...{ source: "crm", account: "default", method: "POST", headers: {}, query: {} },
    ...{
      bytes: Buffer.from(body),
      contentHash: `h-${serial}`,
      lastingHash: `l-${serial}`,
      receivedAt: "2026-11-20T12:00:00.000Z",
    },
  });
  const body = JSON.stringify({ id: "d-1", session: sessionId });
  const replay = (text = body) => ({ ...queuedDelivery(`p-${serial}`, stored(text)), attempt: 1 });
  const verify = "github";

  test("becomes what today's mapping makes of it, although its signature is out of date", async () => {
    const map = { sessionId: "body.session", number: "'42'" };
    const { deliver, taken } = workerOf({ crm: { verify, map, deliveryId: "body.id" } });
    expect(await deliver(replay())).toEqual([]);
    expect(taken.queued).toMatchObject([
      {
        kind: "command",
        door: "webhook",
        source: "webhook:crm",
        deliveryId: "d-1",
        attempt: 1,
        targeted: { command: { number: "42" } },
      },
    ]);
    expect(taken.parked).toEqual([]);
  });

  test.each([
    ["its mapping still fails", { crm: { verify, map: () => ({}) } }, "COMMAND_INVALID"],
    ["its source is gone", {}, "SOURCE_NOT_FOUND"],
    ["its source only observes", { crm: { verify, map: () => null, observe: true } }, "DELIVERY_NOT_MAPPED"],
  ] as [string, HooksConfigInput["sources"], string][])("is parked once more when %s", async (_why, sources, code) => {
    const { deliver, taken } = workerOf(sources);
    const item = replay();
    expect(await deliver(item)).toEqual([]);
    expect(taken.parked).toMatchObject([{ reason: { code }, queued: item }]);
  });

  test("comes again while the queue takes nothing", async () => {
    const { deliver, failing, taken } = workerOf({
      crm: { verify, map: { sessionId: "body.session", number: "'42'" } },
    });
    failing.queue = true;
    expect(await deliver(replay())).toHaveLength(1);
    expect(taken.parked).toEqual([]);
  });
});
