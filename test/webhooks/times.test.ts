// Times and nulls as senders write them, through the endpoint: one odd field must not park every delivery of a sender.
import { describe, expect, test } from "@jest/globals";
import type { SourceInput } from "../../lib/config.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { webhookEndpoint, webhookEvent } from "../support/webhook-endpoint.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const secret = "a-secret-of-this-test-0123456789";

const endpointOf = (source: Omit<SourceInput, "verify">) => {
  const verify = { scheme: "token", header: "asaas-access-token" };
  const endpoint = webhookEndpoint({ sources: { asaas: { verify, ...source } } }, { asaas: [secret] });
  const send = async (body: object): Promise<QueuedCommand[]> => {
    const headers = { "content-type": "application/json", "asaas-access-token": secret };
    await endpoint.call(webhookEvent("asaas", { body: JSON.stringify(body), headers }));
    return endpoint.taken.queued;
  };
  return { ...endpoint, send };
};

describe("a time in a payload", () => {
  test.each<[written: unknown, instant: string]>([
    ["2024-11-06 18:59:27", "2024-11-06T21:59:27.000Z"],
    ["2024-11-06 18:59", "2024-11-06T21:59:00.000Z"],
    ["2026-11-30T18:00:00-0300", "2026-11-30T21:00:00.000Z"],
    ["2026-11-30T18:00:00-03", "2026-11-30T21:00:00.000Z"],
    ["2026-11-30T18:00:00", "2026-11-30T21:00:00.000Z"],
    ["30/11/2026 18:00:00", "2026-11-30T21:00:00.000Z"],
    [1_730_930_367.5, "2024-11-06T21:59:27.500Z"],
    ["1730930367.123", "2024-11-06T21:59:27.123Z"],
    ["1730930367000", "2024-11-06T21:59:27.000Z"],
  ])("%j is an instant as occurredAt, as endAt and as what is expected", async (written, instant) => {
    const { send } = endpointOf({
      occurredAt: "body.at",
      map: { sessionId: `'${sessionId}'`, endAt: "body.at", expect: { lastMessageIn: "body.at" } },
    });
    expect(await send({ at: written })).toMatchObject([
      { occurredAt: instant, targeted: { command: { endAt: instant, expect: { lastMessageIn: instant } } } },
    ]);
  });

  test.each(["2018-11-04 00:30", "11/30/2026 18:00", "2026-11-30", "30/11/26 18:00"])(
    "that is none, or not one, is parked with why: %s",
    async (written) => {
      const endpoint = endpointOf({ occurredAt: "body.at", map: { sessionId: `'${sessionId}'`, number: "'7'" } });
      expect(await endpoint.send({ at: written })).toEqual([]);
      expect(endpoint.taken.parked).toMatchObject([{ reason: { issues: [{ path: "occurredAt" }] } }]);
    },
  );
});

test.each([null, "", " ", "0000-00-00 00:00:00", "0000-00-00", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z"])(
  "%j as occurredAt is no time: the command goes its way without one",
  async (written) => {
    const { send } = endpointOf({ occurredAt: "body.at", map: { sessionId: `'${sessionId}'`, number: "'7'" } });
    const [command] = await send({ at: written });
    expect(command?.targeted.command).toMatchObject({ number: "7" });
    expect(command?.occurredAt).toBeUndefined();
  },
);

describe("a null in a payload", () => {
  test("leaves its key of metadata out, and the others are written", async () => {
    const { send } = endpointOf({
      map: { sessionId: `'${sessionId}'`, metadata: { pago: "body.paymentDate", cobranca: "body.id" } },
    });
    expect(await send({ id: "pay_1", paymentDate: null })).toMatchObject([
      { targeted: { command: { metadata: { cobranca: "pay_1" } } } },
    ]);
  });

  test("clears nothing that the mapping did not write as null", async () => {
    const { send } = endpointOf({ map: { sessionId: `'${sessionId}'`, endAt: "body.end", userId: null } });
    const [queued] = await send({ end: null });
    expect(queued?.targeted.command).toMatchObject({ userId: null, fields: ["UserId"] });
  });

  test("that is all there would be to write leaves nothing to do", async () => {
    const endpoint = endpointOf({ map: { sessionId: `'${sessionId}'`, metadata: { pago: "body.paymentDate" } } });
    expect(await endpoint.send({ paymentDate: null })).toEqual([]);
    expect(endpoint.taken.parked).toEqual([]);
    expect(endpoint.lastLine()).toMatchObject({ delivery: "nothing to do" });
  });
});

test.each([0, 1, 2])("one expression makes %d commands of as many leads, each with an id of its own", async (count) => {
  const { send, taken } = endpointOf({ map: "body.leads.{ 'sessionId': id, 'status': 'PENDING' }" });
  const ids = [sessionId, sessionId.replace("2", "3")].slice(0, count);
  const queued = await send({ leads: ids.map((id) => ({ id })) });
  expect(queued.map(({ targeted }) => targeted.command.sessionId)).toEqual(ids);
  expect(new Set(queued.map(({ id }) => id)).size).toBe(count);
  expect(taken.parked).toEqual([]);
});
