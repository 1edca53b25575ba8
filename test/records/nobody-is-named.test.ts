// What is remembered of a session holds ids and codes: whatever came in, no text, no name and no phone number is in the table.
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { dynamoTable } from "../../lib/aws/table.ts";
import { defineConfig } from "../../lib/config.ts";
import { manualClock } from "../support/manual-clock.ts";
import { type SessionLife, sessionLife } from "../support/session-life.ts";
import { startTable } from "../support/table.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

const canary = "canario-7f3a";
const phone = "5511987654321";
const sessionId = "5e550000-0000-4000-8000-000000000001";
const idleSessionId = "5e550000-0000-4000-8000-000000000002";
const hourMs = 3_600_000;

const config = defineConfig({
  autoClose: {
    policies: [
      {
        name: "parados",
        match: { status: "PENDING" },
        idle: { hours: 4 },
        warning: { text: `${canary} aviso`, grace: { hours: 1 } },
        close: { note: `${canary} nota`, farewell: `${canary} adeus`, metadata: { motivo: canary } },
        whenUnsendable: "leave",
      },
    ],
  },
  routing: {
    policies: [
      { name: "fila", when: ["SESSION_NEW", "requested"], department: "Comercial", note: true, metadata: true },
    ],
  },
});

let standIn: TestStandIn;
let running: Awaited<ReturnType<typeof startTable>>;
let life: SessionLife;
beforeAll(async () => {
  [standIn, running] = await Promise.all([startTestStandIn(), startTable()]);
  const clock = manualClock();
  life = sessionLife({ table: dynamoTable(running.client, running.tableName), standIn, clock, config });
  const at = (hoursAgo: number) => new Date(clock.now() - hoursAgo * hourMs).toISOString();
  const quiet = { lastMessageIn: at(30), lastMessageOut: at(29), channelType: "ZAPI_WHATSAPP" };
  await standIn.admin("POST", "reset", {
    clock: { now: at(0), frozen: true },
    sessions: [
      { id: sessionId, status: "IN_PROGRESS", lastMessageIn: at(1), metadata: { pedido: canary } },
      { id: idleSessionId, status: "PENDING", ...quiet },
    ],
  });
  await standIn.admin("PUT", "limits", { enabled: false });
});
afterAll(() => Promise.all([standIn.stop(), running.stop()]));

const items = async (): Promise<readonly Record<string, unknown>[]> => {
  const { Items = [], LastEvaluatedKey } = await running.client.send(
    new ScanCommand({ TableName: running.tableName, ConsistentRead: true }),
  );
  expect(LastEvaluatedKey).toBeUndefined();
  return Items.map((item) =>
    Object.fromEntries(Object.entries(item).map(([name, { S, N, BOOL }]) => [name, S ?? N ?? BOOL])),
  );
};
const refusesOnce = (path: string) =>
  standIn.admin("POST", "faults", [
    { path, status: 500, body: { key: "FORM_ERROR", text: `${canary} ${phone}` }, times: 1 },
  ]);

test("no text, no name and no phone number stands in the table, whichever way a command came in and however it ended", async () => {
  const { deliver, deliverQueued, queued } = life;
  await deliver(queued({ sessionId, command: "note", text: `${canary} ${phone}` }));
  await deliver(queued({ sessionId, command: "message", text: canary }));
  await deliver(queued({ sessionId, number: "7", metadata: { nome: canary } }, { occurredAt: "2026-11-20T11:00:00Z" }));
  await deliver(queued({ sessionId, number: "6", metadata: { nome: canary } }, { occurredAt: "2026-11-20T10:00:00Z" }));
  await deliver(queued({ session: { metadata: { pedido: canary } }, onNone: "ignore", number: "8" }));
  await deliver(queued({ session: { contactPhone: phone }, onNone: "ignore", number: "8" }));
  await deliverQueued();
  for (const deliveryId of ["first", "copy"])
    await deliver(queued({ sessionId, command: "note", text: canary }, { deliveryId, content: canary }));
  await deliver(queued({ sessionId, department: "Comercia", user: "Carla Mende" }));
  await deliver(queued({ sessionId, command: "transfer", department: "Comercial", user: "Bruno Carvalho" }));
  await refusesOnce("/partial");
  await deliver(queued({ sessionId, number: "9" }));
  await life.patch({ sessionId, command: "note", text: canary }, { repeatable: true });
  await life.patch({ sessionId, metadata: { nome: canary } });
  await life.route("WTS SESSION_NEW", "wts-session-hooks", {
    ...{ id: "w-1", account: "default", source: "webhook:wts", hops: 0, correlationId: "w-1" },
    ...{ eventType: "SESSION_NEW", sessionId, session: { id: sessionId, title: canary }, changes: [] },
  });
  await life.route("Session Reassignment Requested", "crm", {
    sessionId,
    to: { user: "Carla Mendes" },
    reason: canary,
  });
  await life.route("Session Reassignment Requested", "crm", { sessionId, to: { user: canary }, reason: canary });
  await deliverQueued();
  await life.run();
  await life.advance(2 * hourMs);
  await refusesOnce("/message/sync");
  await life.run();
  await life.advance(24 * hourMs);
  await life.run();
  await life.undo();
  await deliver(queued({ sessionId, command: "complete", note: canary, farewell: canary }));

  const written = await items();
  const commands = written.filter(({ sk }) => String(sk).startsWith("command#"));
  // The test would say nothing of what had not been done.
  expect(commands.map(({ state }) => state)).toEqual(expect.arrayContaining(["applied", "rejected"]));
  expect(new Set(commands.map(({ source }) => source))).toEqual(
    new Set(["webhook:loja", "http:painel", "auto-close", "event:crm", "event:wts-session-hooks"]),
  );
  for (const kind of ["session#", "reference#", "content#", "run#", "account#"])
    expect(written.filter(({ pk }) => String(pk).startsWith(kind))).not.toEqual([]);
  expect(commands.filter(({ outcome }) => String(outcome).includes('"NAME_UNKNOWN"'))).toHaveLength(1);
  expect(commands.filter(({ outcome }) => String(outcome).includes('"USER_NOT_IN_DEPARTMENT"'))).toHaveLength(1);
  const named = written.filter((item) =>
    /canario|98765|carla|mendes|bruno|carvalho|comercia/i.test(JSON.stringify(item)),
  );
  expect(named).toEqual([]);
  // DynamoDB bills each begun KB: only a decision with all who were passed over is worth more than one.
  const long = commands.filter(({ outcome, remarks, ...item }) => {
    const isDecision = String(outcome).includes('"decision"') || String(remarks).includes('"kept"');
    return !isDecision && JSON.stringify({ outcome, remarks, ...item }).length > 1_024;
  });
  expect(long).toEqual([]);
});
