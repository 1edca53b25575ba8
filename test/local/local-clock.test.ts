// The clock of what runs here: functions and stand-in have one time, also after it was moved; queues keep this machine's.
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runSchedules } from "../../local/lambda/run-schedules.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { adminAt } from "../support/wts-stand-in.ts";
import { eventually } from "./support/eventually.ts";
import { type TinyPackage, tinyPackage } from "./support/tiny-package.ts";

/** What it keeps of Date when it is loaded is what libraries keep. */
const tells = `
const kept = Date.now;
export const handler = async (event, context) => ({ statusCode: 200, body: JSON.stringify({
  kept: kept(), now: Date.now(), made: new Date().getTime(), said: Date.parse(Date()), epoch: event.requestContext.timeEpoch,
  isDate: new Date(0) instanceof Date, year: new Date(2020, 0).getFullYear(), left: context.getRemainingTimeInMillis(),
}) });`;
const slow = `
export const handler = async () => {
  const from = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 400));
  return { statusCode: 200, body: JSON.stringify({ took: Date.now() - from }) };
};`;
const reads = `
export const handler = async (event) => {
  for (const { attributes } of event.Records) console.log(JSON.stringify({ age: Date.now() - attributes.SentTimestamp }));
};`;
const ticks =
  "export const handler = async (event) => { console.log(JSON.stringify({ at: event.time, now: Date.now() })); };";

const resource = (type: string, Properties: object) => ({ Type: `AWS::${type}`, Properties });
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const hourMs = 3_600_000;

let packed: TinyPackage;
let stack: Stack;
const lines: { source: string; line: string }[] = [];
beforeAll(async () => {
  packed = tinyPackage(
    {
      tells: { bundle: tells, routes: ["GET /tell"] },
      slow: { bundle: slow, routes: ["GET /slow"] },
      reads: { bundle: reads },
      ticks: { bundle: ticks },
    },
    {
      Plain: resource("SQS::Queue", { QueueName: "tiny-plain" }),
      Kept: resource("SQS::Queue", { QueueName: "tiny-kept" }),
      Mapping: resource("Lambda::EventSourceMapping", {
        EventSourceArn: arnOf("Plain"),
        FunctionName: arnOf("readsLambdaFunction"),
        Enabled: true,
        BatchSize: 10,
        ScalingConfig: { MaximumConcurrency: 2 },
      }),
      Ticking: resource("Events::Rule", {
        State: "ENABLED",
        ScheduleExpression: "rate(1 minute)",
        Targets: [{ Id: "ticks", Arn: arnOf("ticksLambdaFunction") }],
      }),
      Table: resource("DynamoDB::Table", {
        TableName: "tiny",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
      }),
    },
  );
  stack = await startStack({
    packageDir: packed.directory,
    onLog: (source, line) => lines.push({ source, line }),
  });
});
afterAll(async () => {
  await stack.stop();
  packed.remove();
});

const answered = async (path: string) =>
  (await (await fetch(stack.url + path)).json()) as Readonly<Record<"now" | "took" | "left", number>> &
    Readonly<Record<string, number>>;
const said = (source: string): Record<string, number | string>[] =>
  lines.flatMap((each) => (each.source === source && each.line.startsWith("{") ? [JSON.parse(each.line)] : []));
const put = async (offsetMs: unknown) => {
  const answer = await fetch(`${stack.controlUrl}/clock`, { method: "PUT", body: JSON.stringify({ offsetMs }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const wtsNow = async (account = "default"): Promise<number> => {
  const { now } = await adminAt(stack.wtsUrl ?? "")<{ now: string }>("GET", `clock?account=${account}`);
  return Date.parse(now);
};

test("a move is everybody's: functions that run already, those to come, and every account of WTS", async () => {
  expect(Math.abs((await answered("/tell")).now - Date.now())).toBeLessThan(10_000);
  const before = said("ticks").length;
  const moved = await put(3 * hourMs);
  expect(moved).toEqual({ status: 200, body: { passedOver: [{ functionName: "ticks", times: 180 }] } });
  // What was due has run when the answer is there, and once.
  expect(said("ticks").slice(before)).toHaveLength(1);
  const [tick = {}] = said("ticks").slice(before);
  expect(Number(tick.now) - Date.parse(String(tick.at))).toBeLessThan(60_000 + 10_000);
  const told = await answered("/tell");
  for (const name of ["kept", "now", "made", "said", "epoch"])
    expect([name, Math.abs((told[name] ?? 0) - Date.now() - 3 * hourMs) < 10_000]).toEqual([name, true]);
  expect(told).toMatchObject({ isDate: true, year: 2020 });
  expect(told.left).toBeGreaterThan(0);
  expect(told.left).toBeLessThanOrEqual(5_000);
  for (const account of ["default", "filial"])
    expect(Math.abs((await wtsNow(account)) - Date.now() - 3 * hourMs)).toBeLessThan(10_000);
});

test("a reset of the stand-in alone leaves it in the functions' time", async () => {
  await adminAt(stack.wtsUrl ?? "")("POST", "reset", { sessions: 3 });
  expect((await wtsNow()) - Date.now()).toBeGreaterThan(2 * hourMs);
});

test("a message is as old to a function as it is in the queue", async () => {
  const sqs = new SQSClient(stack.aws.sqs);
  await sqs.send(new SendMessageCommand({ QueueUrl: stack.queues.Plain ?? "", MessageBody: "{}" }));
  sqs.destroy();
  await eventually(() => {
    const [{ age } = { age: Number.NaN }] = said("reads");
    expect(Math.abs(Number(age))).toBeLessThan(10_000);
  });
});

test("nobody sees two times: the move waits for what runs", async () => {
  const running = answered("/slow");
  await eventually(() => expect(stack.lambda.invoked()).toMatchObject({ slow: 1 }));
  await put(4 * hourMs);
  expect((await running).took).toBeLessThan(10_000);
});

test("it goes forward only, and says why not and what else there is", async () => {
  expect(await put(hourMs)).toEqual({
    status: 409,
    body: { message: expect.stringContaining("the clock only goes forward") },
  });
  expect((await put("soon")).body.message).toContain("offsetMs");
});

test("a reset makes it now, and nothing is left of the time that was", async () => {
  const dynamo = new DynamoDBClient(stack.aws.dynamodb);
  const sqs = new SQSClient(stack.aws.sqs);
  const QueueUrl = stack.queues.Kept ?? "";
  await dynamo.send(new PutItemCommand({ TableName: "tiny", Item: { pk: { S: "a" }, sk: { S: "b" } } }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
  const admin = adminAt(stack.wtsUrl ?? "");
  await admin("PUT", "switches", { notFound: "404" });
  await admin("POST", "faults?account=filial", [{ status: 500 }]);
  const answer = await fetch(`${stack.controlUrl}/reset`, { method: "POST" });
  expect([answer.status, await answer.json()]).toEqual([200, {}]);
  expect(Math.abs((await answered("/tell")).now - Date.now())).toBeLessThan(10_000);
  expect(Math.abs((await wtsNow()) - Date.now())).toBeLessThan(10_000);
  expect((await dynamo.send(new ScanCommand({ TableName: "tiny" }))).Items).toEqual([]);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  expect(Attributes?.ApproximateNumberOfMessages).toBe("0");
  expect(await admin("GET", "switches")).toMatchObject({ notFound: "form-error-500" });
  expect(await admin("GET", "faults?account=filial")).toEqual([]);
  // Seeded as at first.
  expect(await admin<unknown[]>("GET", "sessions")).toHaveLength(240);
  for (const client of [dynamo, sqs]) client.destroy();
});

test("schedules go on after a way back as well, and what was due while nobody looked is called for once", async () => {
  let nowMs = 1_000_000;
  const stopping = new AbortController();
  const calls: string[] = [];
  const invoke = async (_name: string, event: unknown) => {
    calls.push(String(Object(event).time));
    return true;
  };
  const rule = { name: "r", functionName: "f", periodMs: 60_000, input: undefined };
  const schedules = runSchedules([rule], invoke, stopping.signal, () => nowMs);
  nowMs += 30_000;
  expect(await schedules.clockMoved()).toEqual([{ functionName: "f", times: 0 }]);
  nowMs += 30 * 60_000;
  expect(await schedules.clockMoved()).toEqual([{ functionName: "f", times: 30 }]);
  expect(calls).toEqual([new Date(1_000_000 + 30 * 60_000).toISOString().replace(".000", "")]);
  nowMs = 500_000;
  expect(await schedules.clockMoved()).toEqual([{ functionName: "f", times: 0 }]);
  nowMs += 60_000;
  expect(await schedules.clockMoved()).toEqual([{ functionName: "f", times: 1 }]);
  await delay(20);
  expect(calls).toHaveLength(2);
  stopping.abort();
  await schedules.ended;
});
