// Faults in front of an AWS service, met by a real SDK client.
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import { callCounter } from "../../../local/aws/call-counts.ts";
import { startControlEndpoint } from "../../../local/aws/control-endpoint.ts";
import { startEventsEndpoint } from "../../../local/aws/events-endpoint.ts";
import { createFaults } from "../../../local/aws/faults.ts";
import { startGate } from "../../../local/aws/gate.ts";
import type { Listening } from "../../../local/listen.ts";

const faults = createFaults();
const counter = callCounter();
const parts: Listening[] = [];
let control: Listening;
let client: EventBridgeClient;
let taken = 0;
let started = 0;

beforeAll(async () => {
  const behind = await startEventsEndpoint(() => {
    taken += 1;
  });
  const gate = await startGate({
    upstream: async () => {
      started += 1;
      return behind.url;
    },
    strike: (operation) => faults.strike("eventbridge", operation),
    onAnswer: (operation, answer) => counter.called("eventbridge", operation, answer),
  });
  control = await startControlEndpoint({ faults, counter });
  parts.push(gate, behind, control);
  client = new EventBridgeClient({
    ...clientOptionsAt(gate.url),
    maxAttempts: 1,
    requestHandler: { requestTimeout: 150, throwOnRequestTimeout: true },
  });
});
beforeEach(async () => {
  await change({ eventbridge: null, sqs: null });
  taken = 0;
});
afterAll(async () => {
  client.destroy();
  for (const part of parts) await part.stop();
});

const change = async (body: unknown): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(`${control.url}/__faults`, { method: "PUT", body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
};
const put = async (): Promise<string> => {
  const Entries = [{ Source: "s", DetailType: "t", Detail: "{}" }];
  return client.send(new PutEventsCommand({ Entries })).then(
    () => "taken",
    (error: Error) => error.name,
  );
};

test("nothing behind it is started before it is used", async () => {
  expect(started).toBe(0);
  // The first call also makes the connection, which may take longer than the time limit of this client.
  let answer = await put();
  for (let tries = 1; answer !== "taken" && tries < 20; tries += 1) answer = await put();
  expect(answer).toBe("taken");
  expect(started).toBe(1);
});

describe("a call", () => {
  test.each([
    [{ mode: "fail" }, "InternalFailure", 0],
    [{ mode: "reset" }, "TimeoutError", 0],
    [{ mode: "lost" }, "TimeoutError", 1],
    [{ mode: "hang" }, "TimeoutError", 0],
    [{ mode: "slow", delayMs: 300 }, "TimeoutError", 0],
    [{ mode: "slow", delayMs: 20 }, "taken", 1],
    [{ mode: "fail", rate: 0 }, "taken", 1],
    [{ mode: "fail", operations: ["ListRules"] }, "taken", 1],
    [{ mode: "fail", operations: ["PutEvents"] }, "InternalFailure", 0],
  ])("meets %j: %s", async (fault, outcome, expected) => {
    await change({ eventbridge: fault });
    expect(await put()).toBe(outcome);
    expect(taken).toBe(expected);
  });

  test("meets a fault as often as it was said to happen", async () => {
    await change({ eventbridge: { mode: "fail", times: 2 } });
    expect([await put(), await put(), await put()]).toEqual(["InternalFailure", "InternalFailure", "taken"]);
  });

  test("is spared by the fault of another service", async () => {
    await change({ sqs: { mode: "fail" } });
    expect(await put()).toBe("taken");
  });
});

describe("the control endpoint", () => {
  test("answers what is on, changes what is named, and ends it with null", async () => {
    const fault = { mode: "slow", delayMs: 5 };
    await change({ eventbridge: fault, sqs: { mode: "fail" } });
    await change({ sqs: null });
    const answer = await fetch(`${control.url}/__faults`);
    expect(await answer.json()).toEqual({ sqs: null, dynamodb: null, eventbridge: fault, secretsmanager: null });
  });

  test.each([
    [{ s3: null }, "s3"],
    [{ sqs: { mode: "explode" } }, "sqs.mode"],
    [{ sqs: { mode: "fail", rate: 2 } }, "sqs.rate"],
    [{ sqs: { mode: "slow", delay: 5 } }, "delay"],
    ["fail", "it: "],
  ])("refuses %j and says where", async (body, where) => {
    expect(await change(body)).toEqual({ status: 400, body: { message: expect.stringContaining(where) } });
  });

  test("answers what was asked of AWS, lost answers included and calls that never arrived not, and forgets it then", async () => {
    const counts = async (method: string) =>
      (await (await fetch(`${control.url}/__counts`, { method })).json()) as { busEntries: number };
    await counts("DELETE");
    await put();
    for (const mode of ["lost", "fail", "reset"]) {
      await change({ eventbridge: { mode, times: 1 } });
      await put();
    }
    expect(await counts("GET")).toMatchObject({ busEntries: 2, calls: { "eventbridge.PutEvents": 2 } });
    expect(await counts("DELETE")).toMatchObject({ busEntries: 2 });
    expect(await counts("GET")).toMatchObject({ busEntries: 0, calls: {} });
  });

  test("has nothing else", async () => {
    expect((await fetch(`${control.url}/faults`)).status).toBe(404);
  });
});
