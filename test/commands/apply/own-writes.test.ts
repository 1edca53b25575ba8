// Every webhook that WTS sends because of a write of ours is known as an echo, whichever command it was and however WTS spells it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { sessionPlace } from "../../../lib/aws/item-keys.ts";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { applyToSession } from "../../../lib/commands/apply/apply-to-session.ts";
import { unrecorded } from "../../../lib/commands/apply/step-record.ts";
import { type HeldSession, lifecycle } from "../../../lib/commands/execute-once.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { lastingChanges, readSessionChanges, type SessionChange } from "../../../lib/core/sessions/reported-changes.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { peopleOf } from "../../support/people.ts";
import { recording } from "../../support/recording.ts";
import { startTable } from "../../support/table.ts";
import { startWebhookReceiver } from "../../support/webhook-receiver.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

let standIn: TestStandIn;
let running: Awaited<ReturnType<typeof startTable>>;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
let clock: ManualClock;
let wts: Wts;
let once: ReturnType<typeof lifecycle>;
let sessionId: string;
let sessions = 0;

beforeAll(async () => {
  [standIn, running] = await Promise.all([startTestStandIn(), startTable()]);
  receiver = await startWebhookReceiver(standIn.url);
});
afterAll(() => Promise.all([standIn.stop(), running.stop(), receiver.stop()]));
beforeEach(async () => {
  sessions += 1;
  sessionId = `5e550000-0000-4000-8000-${String(sessions).padStart(12, "0")}`;
  const lastMessageIn = new Date(Date.now() - 60_000).toISOString();
  await standIn.admin("POST", "reset", {
    sessions: [{ id: sessionId, status: "IN_PROGRESS", metadata: { pedido: "1" }, botId: sessionId, lastMessageIn }],
  });
  await receiver.subscribe("SESSION_UPDATE");
  clock = manualClock(Date.now());
  wts = wtsForTests(standIn.url, clock);
  const table = dynamoTable(running.client, running.tableName);
  const { bus, log } = recording();
  once = lifecycle({ ledger: ledger({ table, clock }), leases: sessionLeases({ table, clock }), bus, clock, log });
});

const ownWritesMs = 600_000;
const withSession = async <Answer>(work: (session: HeldSession) => Promise<Answer>): Promise<Answer> => {
  const place = sessionPlace({ account: "default", sessionId });
  const held = await once.withSession({ place, owner: "a", leaseMs: 60_000 }, work);
  if (held.did === "busy") throw new Error("the session is taken");
  return held.answer;
};
const apply = async (input: object) => {
  const parsed = parseCommand({ sessionId, ...input }, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const { command } = parsed;
  const provenance = {
    ...({ id: "c-1", account: "default", door: "event", source: "crm", deliveryId: "d", correlationId: "c" } as const),
    ...{ causationId: "c", hops: 0, attempt: 0 },
  };
  await withSession((session) => applyToSession({ command, provenance, session, wts, clock, steps: unrecorded }));
};
const nextChanges = async (): Promise<readonly SessionChange[]> =>
  lastingChanges(readSessionChanges((await receiver.next()).changeMetadata?.changes));
const isEcho = (changes: readonly SessionChange[]) =>
  withSession(async (session) => session.isOwnEcho(changes, ownWritesMs));

const commands: [string, object][] = [
  [
    "a transfer to a person",
    { command: "transfer", department: "Comercial", user: "carla.mendes@clinicaboavista.example" },
  ],
  ["a transfer to a queue", { command: "transfer", department: "Comercial", options: { stopBotInExecution: true } }],
  ["a return to the queue", { userId: null }],
  ["an update of a status", { status: "PENDING" }],
  [
    "an update of department, owner and more",
    {
      department: "Suporte",
      user: "gustavo.teixeira@clinicaboavista.example",
      number: "42",
      endAt: "2026-11-30 18:00",
    },
  ],
  ["an update of metadata", { metadata: { convenio: "Unimed" } }],
];

describe.each(["property", "field", "object"])("with the changes as %s,", (webhookChanges) => {
  test.each(commands)("%s is known when WTS tells of it", async (_, command) => {
    await standIn.admin("PUT", "switches", { webhookChanges });
    await apply(command);
    const changes = await nextChanges();
    expect(changes.length).toBeGreaterThan(0);
    expect(await isEcho(changes)).toBe(true);
  });
});

test("it is known, though WTS says yes without a word", async () => {
  await standIn.admin("POST", "faults", [{ path: "/transfer", applyFirst: true, status: 200, body: {}, times: 1 }]);
  await apply({ command: "transfer", department: "Comercial" });
  const moved = (await nextChanges()).filter(({ property }) => property !== "status");
  expect(moved.length).toBeGreaterThan(0);
  expect(await isEcho(moved)).toBe(true);
});

test("it is known, though WTS's answer never came", async () => {
  const { id } = (await peopleOf(standIn.admin)).department("Comercial");
  await standIn.admin("POST", "faults", [{ path: "/partial", applyFirst: true, status: 503 }]);
  await expect(apply({ departmentId: id })).rejects.toMatchObject({ code: "WTS_UNAVAILABLE" });
  expect(await isEcho(await nextChanges())).toBe(true);
});

test("what a person does meanwhile is not ours, nor what WTS refused", async () => {
  await standIn.admin("POST", "faults", [{ path: "/partial", status: 500, body: { key: "FORM_ERROR" }, times: 1 }]);
  await expect(apply({ status: "PENDING" })).rejects.toMatchObject({ code: "WTS_REFUSED" });
  expect(await isEcho([{ property: "status", value: "PENDING" }])).toBe(false);
  const { agent, department } = await peopleOf(standIn.admin);
  await apply({ command: "transfer", departmentId: department("Comercial").id, userId: agent("Carla Mendes").userId });
  await nextChanges();
  await wts.client.assignSession(sessionId, agent("Bruno Carvalho").userId);
  expect(await isEcho(await nextChanges())).toBe(false);
});

test("it is forgotten after ten minutes", async () => {
  await apply({ status: "PENDING" });
  const changes = await nextChanges();
  clock.advance(ownWritesMs);
  expect(await isEcho(changes)).toBe(false);
});
