// The packaged worker behind real queues: what a queued command leads to at WTS, on the bus and in the parked queue.
import { readdirSync, readFileSync } from "node:fs";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { asaas } from "../../catalogue/sources/asaas/source.ts";
import { deduplicationIdOf } from "../../lib/aws/queue.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import { parseTargetedCommand } from "../../lib/core/command/targeted-command.ts";
import { groupOf } from "../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { describedEvents } from "../support/described-events.ts";
import { failAws } from "../support/fail-aws.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { peopleOf } from "../support/people.ts";
import { readParked } from "../support/read-parked.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import { asaasApi, asaasCustomer, asaasKey } from "../support/senders/asaas-api.ts";
import { atSender } from "../support/senders/at-sender.ts";
import { answering, type StartedSender, startSender } from "../support/senders/sender-api.ts";
import { until } from "../support/until.ts";
import { journalOf } from "../support/wts-stand-in.ts";

const folder = new URL("../../events/apply-commands/", import.meta.url);
const sessionId = "5e551011-0000-4000-8000-000000000001";
const otherId = "5e551011-0000-4000-8000-000000000002";
let running: RunningStack;
let packageDir: string;
let sqs: SQSClient;
let serial = 0;
const events: BusEvent[] = [];
const described = describedEvents();
const lojaToken = "the-token-of-the-shop-in-this-test-only";

const asaasSecret = "an-asaas-secret-of-this-test-0123";
const asaasMapping = { sessionId: "lookup.customer.externalReference", metadata: { cobranca: "body.payment.id" } };
let sender: StartedSender;

beforeAll(async () => {
  sender = await startSender(asaasApi);
  packageDir = packageWithConfig({
    queue: { leaseMs: 3_000, longestPauseMs: 1_000, giveUpAfterMs: 600_000 },
    sources: {
      loja: {
        verify: { scheme: "token", header: "x-loja-token" },
        map: {
          command: "'route'",
          session: { metadata: { pedido: "body.pedido" } },
          policy: "body.fila",
          reason: "'pago'",
        },
        onNone: "ignore",
      },
      asaas: atSender({ ...asaas, map: asaasMapping }, sender.url),
    },
    routing: { policies: [{ name: "vendas", when: ["backlog"], department: "Comercial" }] },
  });
  running = await runStack({
    packageDir,
    schedules: false,
    onEvent: (event) => {
      events.push(event);
      described.take(event);
    },
  });
  running.editSecrets(({ sources }) => {
    sources.loja = [lojaToken];
    sources.asaas = { secrets: [asaasSecret], lookupSecret: asaasKey };
  });
  sqs = new SQSClient(running.stack.aws.sqs);
});
afterAll(async () => {
  described.check("Session Updated", "Session Closed", "Session Update Rejected");
  await sender.stop();
  await running.stop();
});
beforeEach(async () => {
  const session = { status: "IN_PROGRESS", metadata: { pedido: "42" }, lastMessageIn: new Date().toISOString() };
  const sessions = [sessionId, otherId].map((id) => ({ id, ...session }));
  await running.admin("POST", "reset", { sessions });
  events.length = 0;
  await parkedNow();
});

const queued = (input: object, deliveryId = `delivery ${serial++}`): QueuedCommand => {
  const parsed = parseTargetedCommand(input, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const origin = { account: "default", source: "event:crm", deliveryId };
  return {
    kind: "command",
    id: commandIdOf({ ...origin, index: 0 }),
    ...origin,
    ...({ door: "event", correlationId: "c", causationId: "c", hops: 0, attempt: 0 } as const),
    targeted: parsed.targeted,
  };
};

const send = async (command: QueuedCommand, deduplicationId = deduplicationIdOf(command)) => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: running.stack.queues.Commands,
      MessageBody: JSON.stringify(command),
      MessageGroupId: groupOf(command),
      MessageDeduplicationId: deduplicationId,
    }),
  );
  return command;
};

const parkedNow = () => readParked(running.stack);

const outcome = async ({ id }: QueuedCommand) => {
  const find = () => events.find(({ detail }) => (detail as { id?: string }).id === id);
  await until(() => find() !== undefined, `the outcome of ${id}`);
  const found = find();
  return { type: found?.["detail-type"], detail: found?.detail as Record<string, unknown> };
};

const held = (id = sessionId) =>
  running.admin<{ number: string; status: string; notes: { text: string }[] }>("GET", `sessions/${id}`);
/** How many writes WTS took, and how many it refused. */
const writes = async () => {
  const all = await journalOf(running.admin, true);
  const taken = all.filter(({ status }) => status === 200).length;
  return { taken, refused: all.length - taken };
};

describe("every sample in events/apply-commands", () => {
  interface Sample {
    $expect: { writes: number; parked?: string; faults?: object[] };
    Records: { messageId: string }[];
  }
  test.each(readdirSync(folder).sort())("%s ends as its name says", async (file) => {
    const sample = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Sample;
    const { writes: expected, parked, faults = [] } = sample.$expect;
    await running.admin("POST", "faults", faults);
    const answer = await running.stack.lambda.invoke("apply-commands", sample);
    const failed = file.startsWith("done")
      ? []
      : sample.Records.map(({ messageId }) => ({ itemIdentifier: messageId }));
    expect(answer).toEqual({ batchItemFailures: failed });
    const { taken, refused } = await writes();
    expect(taken).toBe(expected);
    // What fails was tried, and nothing else fails.
    expect(refused > 0).toBe(faults.length > 0);
    expect((await parkedNow()).map(({ reason }) => reason.code)).toEqual(parked ? [parked] : []);
  });
});

test("a queued update reaches WTS and its outcome the bus, without anything private", async () => {
  const command = await send(queued({ sessionId, status: "Completed", metadata: { cpf: "CANARY-123" } }));
  const { type, detail } = await outcome(command);
  expect(type).toBe("Session Closed");
  expect(detail).toMatchObject({
    sessionId,
    command: "update",
    door: "event",
    reasons: [],
    hops: 1,
    causationId: command.id,
  });
  expect(JSON.stringify(detail)).not.toContain("CANARY");
  expect((await held()).status).toBe("COMPLETED");
});

test("a copy of a delivery, hours later, changes nothing", async () => {
  const command = await send(queued({ command: "note", sessionId, text: "uma vez" }));
  await outcome(command);
  await send(command, `${command.id}-copy`);
  const marker = await send(queued({ sessionId, number: "marker" }));
  await outcome(marker);
  expect((await held()).notes.map(({ text }) => text)).toEqual(["uma vez"]);
});

test("an older event of the same sender drops only the fields that a newer one wrote", async () => {
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  await outcome(await send({ ...queued({ sessionId, number: "new" }), occurredAt: at(1) }));
  const older = await send({ ...queued({ sessionId, number: "old", status: "PENDING" }), occurredAt: at(9) });
  await outcome(older);
  expect(await held()).toMatchObject({ number: "new", status: "PENDING" });
});

test("a session named by a metadata value is found, and the command goes on under its own session", async () => {
  await running.admin("PUT", `sessions/${otherId}`, { metadata: { pedido: "77" } });
  await send(queued({ command: "note", session: { metadata: { pedido: "77" } }, text: "Entregue" }));
  await until(async () => (await held(otherId)).notes.length === 1, "the note");
  expect((await held()).notes).toEqual([]);
});

test("one session failing for ever blocks no other, and a poisoned command takes nobody of its group with it", async () => {
  await running.admin("POST", "faults", [{ path: `${otherId}/partial`, status: 503 }]);
  await send(queued({ sessionId: otherId, number: "never" }));
  const poisoned = await send(queued({ sessionId, department: "Vendas Externas" }));
  const after = await send(queued({ sessionId, number: "after" }));
  expect((await outcome(poisoned)).detail).toMatchObject({
    reasons: ["COMMAND_INVALID"],
    issues: [{ code: "NAME_UNKNOWN" }],
  });
  expect((await outcome(after)).type).toBe("Session Updated");
  const [parked] = await parkedNow();
  expect(parked).toMatchObject({ reason: { code: "COMMAND_INVALID" }, queued: { id: poisoned.id } });
  // Repaired upstream, replayed, applied.
  await running.admin("DELETE", "faults");
  const repaired = await send({ ...queued({ sessionId, department: "Comercial" }, poisoned.deliveryId), attempt: 1 });
  expect(repaired.id).toBe(poisoned.id);
  await until(
    () =>
      events.some(
        (event) => (event.detail as { id: string }).id === poisoned.id && event["detail-type"] === "Session Reassigned",
      ),
    "the replay",
  );
});

test.each([
  ["dynamodb", "TABLE_UNAVAILABLE"],
  ["eventbridge", "BUS_UNAVAILABLE"],
])("%s failing for a while loses nothing and doubles nothing", async (service, code) => {
  const before = running.lines.length;
  const linesSince = () => running.lines.slice(before);
  await failAws(running.stack, { [service]: { mode: "fail" } });
  const commands = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      send(queued({ command: "note", sessionId: index % 2 ? sessionId : otherId, text: `n${index}` })),
    ),
  );
  await until(() => linesSince().some((line) => line.includes(code)), "the trouble to be met");
  await failAws(running.stack, { [service]: null });
  /** What could not be told waits for relay-outcomes, which does not run here. */
  const isToldOrDue = ({ id }: QueuedCommand) =>
    events.some(({ detail }) => Object(detail).id === id) ||
    linesSince().some((line) => line.includes("outcome published later") && line.includes(id));
  await until(() => commands.every(isToldOrDue), "every outcome to be told, or left to be");
  const texts = [...(await held()).notes, ...(await held(otherId)).notes].map(({ text }) => text).sort();
  expect(texts).toEqual(["n0", "n1", "n2", "n3", "n4", "n5"]);
});

describe("a route", () => {
  const paid = (pedido: string, fila: string) =>
    fetch(`${running.stack.url}/webhooks/loja`, {
      method: "POST",
      headers: { "x-loja-token": lojaToken, "content-type": "application/json" },
      body: JSON.stringify({ pedido, fila }),
    });
  const routed = () => events.filter((event) => /Reassign/.test(event["detail-type"]));

  beforeEach(async () => {
    await running.admin("PUT", `sessions/${otherId}`, { metadata: { pedido: "43" } });
  });

  test("that a shop's webhook asks for gives the session to somebody of the policy's department", async () => {
    expect((await paid("42", "vendas")).status).toBe(200);
    await until(() => routed().length > 0, "the move");
    const [event] = routed();
    const { department } = await peopleOf(running.admin);
    expect(event).toMatchObject({
      "detail-type": "Session Reassigned",
      detail: { sessionId, command: "route", rule: "vendas", decision: { departmentId: department("Comercial").id } },
    });
    expect(await held()).toMatchObject({ departmentId: department("Comercial").id });
  });

  test("by a policy that nobody wrote is parked, and says which one is near", async () => {
    await paid("42", "vendsa");
    await until(() => routed().length > 0, "the refusal");
    expect(routed()).toMatchObject([{ "detail-type": "Session Reassignment Failed" }]);
    const [message] = await parkedNow();
    expect(message?.reason).toMatchObject({ code: "NOT_ROUTED", message: expect.stringMatching(/nearest is vendas/) });
  });
});

test("a payment of Asaas is looked up by the worker, once more after its API was down, and lands in the customer's session", async () => {
  sender.failing.push(answering({ status: 503, body: {} }));
  const answer = await fetch(`${running.stack.url}/webhooks/asaas`, {
    method: "POST",
    headers: { "content-type": "application/json", "asaas-access-token": asaasSecret },
    body: JSON.stringify({
      id: "evt_1",
      event: "PAYMENT_RECEIVED",
      payment: { id: "pay_0802", customer: asaasCustomer.id, paymentDate: "2026-11-20" },
    }),
  });
  expect(answer.status).toBe(200);
  const { commandIds } = (await answer.json()) as { commandIds: string[] };
  expect(commandIds).toHaveLength(1);
  const updated = () => events.find(({ detail }) => (detail as { source?: string }).source === "webhook:asaas");
  await until(() => updated() !== undefined, "the outcome of the payment");
  expect(updated()).toMatchObject({ "detail-type": "Session Updated", detail: { sessionId, deliveryId: "evt_1" } });
  expect(await running.admin("GET", `sessions/${sessionId}`)).toMatchObject({
    metadata: { pedido: "42", cobranca: "pay_0802" },
  });
  expect(sender.asked).toEqual([`GET /v3/customers/${asaasCustomer.id}`, `GET /v3/customers/${asaasCustomer.id}`]);
  expect(running.lines.join("\n")).not.toMatch(new RegExp(`${asaasKey.slice(1)}|11980045904`));
});
