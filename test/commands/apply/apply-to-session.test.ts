// A command of which some is too old: what is left is written, remembered and told, and nothing else.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { sessionPlace } from "../../../lib/aws/item-keys.ts";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { applyToSession } from "../../../lib/commands/apply/apply-to-session.ts";
import { type StepRecord, unrecorded } from "../../../lib/commands/apply/step-record.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import type { Outcome } from "../../../lib/core/outcome.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { recording } from "../../support/recording.ts";
import { startTable } from "../../support/table.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

let standIn: TestStandIn;
let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let wts: Wts;
let once: ReturnType<typeof lifecycle>;
let sessionId: string;
let recorded: Outcome[];
let sessions = 0;

beforeAll(async () => {
  [standIn, running] = await Promise.all([startTestStandIn(), startTable()]);
});
afterAll(() => Promise.all([standIn.stop(), running.stop()]));
beforeEach(async () => {
  sessions += 1;
  sessionId = `5e550000-0000-4000-8000-00000000000${sessions}`;
  const lastMessageIn = new Date(Date.now() - 60_000).toISOString();
  await standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS", lastMessageIn }] });
  clock = manualClock(Date.now());
  wts = wtsForTests(standIn.url, clock);
  const table = dynamoTable(running.client, running.tableName);
  const { bus, log } = recording();
  once = lifecycle({ ledger: ledger({ table, clock }), leases: sessionLeases({ table, clock }), bus, clock, log });
  recorded = [];
});

interface ApplyOptions {
  agoMs?: number;
  source?: string;
  steps?: StepRecord;
}
const apply = async (input: object, { agoMs, source = "crm", steps = unrecorded }: ApplyOptions) => {
  const parsed = parseCommand({ sessionId, ...input }, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const { command } = parsed;
  const provenance = {
    ...({ id: "c-1", account: "default", door: "event", source, deliveryId: "d", correlationId: "c" } as const),
    ...{ causationId: "c", hops: 0, attempt: 0 },
    ...(agoMs !== undefined && { occurredAt: new Date(clock.now() - agoMs).toISOString() }),
  };
  const place = sessionPlace({ account: "default", sessionId });
  const held = await once.withSession({ place, owner: "a", leaseMs: 60_000 }, (session) =>
    applyToSession({ command, provenance, session, wts, clock, steps }),
  );
  if (held.did === "busy") throw new Error("the session is taken");
  if (held.answer.applied) recorded.push(held.answer.outcome);
  return held.answer;
};
const held = () => standIn.admin<{ status: string; number: string | null }>("GET", `sessions/${sessionId}`);
const writes = async () => (await journalOf(standIn.admin, true)).map(({ path }) => path.split("/").at(-1));

describe("a command that is older than what is there", () => {
  test("writes only what is not, and tells only that", async () => {
    await apply({ status: "PENDING" }, { agoMs: 1_000 });
    const result = await apply({ status: "COMPLETED", number: "7" }, { agoMs: 5_000 });
    expect(result).toMatchObject({ applied: true, stale: ["Status"] });
    expect(await held()).toMatchObject({ status: "PENDING", number: "7" });
    expect(recorded.at(-1)).toMatchObject({ type: "Session Updated", detail: { changes: { fields: ["Number"] } } });
    expect(recorded.at(-1)?.detail.changes).not.toHaveProperty("status");
  });

  test("in all it says writes nothing and tells nothing", async () => {
    await apply({ status: "PENDING", number: "7" }, { agoMs: 1_000 });
    expect(await apply({ status: "COMPLETED" }, { agoMs: 5_000 })).toEqual({ applied: false, stale: ["Status"] });
    expect(recorded).toHaveLength(1);
    expect(await writes()).toEqual(["partial"]);
  });

  test("is not older than what another sender wrote", async () => {
    await apply({ number: "7" }, { agoMs: 1_000 });
    await apply({ number: "8" }, { agoMs: 5_000, source: "erp" });
    expect(await held()).toMatchObject({ number: "8" });
  });
});

test("an event without a time is written, and makes nothing after it too old", async () => {
  await apply({ number: "7" }, { agoMs: 5_000 });
  await apply({ number: "8" }, {});
  await apply({ number: "9" }, { agoMs: 4_000 });
  await apply({ number: "6" }, { agoMs: 6_000 });
  expect(await held()).toMatchObject({ number: "9" });
});

test("a command that fails is not remembered as written, and the session is given back", async () => {
  await standIn.admin("POST", "faults", [
    { method: "PUT", status: 500, body: { key: "FORM_ERROR", text: "Não" }, times: 1 },
  ]);
  await expect(apply({ number: "7" }, { agoMs: 1_000 })).rejects.toMatchObject({ code: "WTS_REFUSED" });
  expect((await apply({ number: "8" }, { agoMs: 5_000 })).applied).toBe(true);
});

test("a completion whose first steps were done before is completed, though its metadata is too old by now", async () => {
  const complete = { command: "complete", note: "fim", metadata: { pedido: "1" } };
  await apply({ metadata: { pedido: "2" } }, { agoMs: 1_000 });
  // Its note and its metadata were written before the newer event came.
  const steps: StepRecord = { ...unrecorded, stepsDone: ["note", "partial"] };
  await apply(complete, { agoMs: 5_000, steps });
  expect(await held()).toMatchObject({ status: "COMPLETED" });
});
