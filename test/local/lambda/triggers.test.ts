// What calls functions apart from HTTP, in one stack with functions of a few lines: queues, events and the clock.
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { BusEvent } from "../../../local/lambda/event-bus.ts";
import { runSchedules } from "../../../local/lambda/run-schedules.ts";
import { type Stack, startStack } from "../../../local/stack.ts";
import { failAws } from "../../support/fail-aws.ts";
import { eventually } from "../support/eventually.ts";
import { type TinyPackage, tinyPackage } from "../support/tiny-package.ts";

/** Fails a message as often as the message says, in the way it says. */
const works = `
const holds = () => new Promise(() => setInterval(() => {}, 1000));
export const handler = async (event) => {
  const failures = [];
  for (const record of event.Records) {
    const { name, times = 0, how } = JSON.parse(record.body);
    const receives = Number(record.attributes.ApproximateReceiveCount);
    console.log(JSON.stringify({ name, receives, pid: process.pid, batch: event.Records.length, record }));
    if (receives > times) continue;
    if (how === "throws") throw new Error("on purpose");
    if (how === "holds") await holds();
    failures.push({ itemIdentifier: how === "reports" ? record.messageId : how === "reports nothing" ? "" : "nobody" });
  }
  return { batchItemFailures: failures };
};`;

const takesTime = `
export const handler = async () => {
  const from = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 60));
  console.log(JSON.stringify({ from, to: Date.now() }));
};`;

const listens = `
export const handler = async (event) => {
  console.log(JSON.stringify({ got: event.detail.name }));
  if (event.detail.fails) throw new TypeError("cannot listen");
};`;

const queueNames = [
  "Plain",
  "Reports",
  "Mistaken",
  "Silent",
  "Throws",
  "Crashes",
  "Dies",
  "Busy",
  "Dead",
  "Parked",
  "Led",
];
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const resource = (type: string, Properties: object) => ({ Type: `AWS::${type}`, Properties });

const queue = (id: string) =>
  resource("SQS::Queue", {
    QueueName: `tiny-${id}${id === "Reports" ? ".fifo" : ""}`,
    ...(id === "Reports" && { FifoQueue: true }),
    VisibilityTimeout: 1,
    ...(id === "Dies" && { RedrivePolicy: { deadLetterTargetArn: arnOf("Dead"), maxReceiveCount: 1 } }),
  });
const mapping = (id: string, properties: object = {}) =>
  resource("Lambda::EventSourceMapping", {
    EventSourceArn: arnOf(id),
    FunctionName: arnOf(id === "Busy" ? "takesTimeLambdaFunction" : "worksLambdaFunction"),
    Enabled: true,
    BatchSize: id === "Busy" ? 1 : 10,
    ...(id !== "Busy" && { FunctionResponseTypes: ["ReportBatchItemFailures"] }),
    ScalingConfig: { MaximumConcurrency: 2 },
    ...properties,
  });
const rule = (name: string, properties: object) =>
  resource("Events::Rule", {
    State: "ENABLED",
    Targets: [{ Id: name, Arn: arnOf(`${name}LambdaFunction`) }],
    ...properties,
  });
const onBus = (...detailTypes: string[]) => ({
  EventBusName: { Ref: "Bus" },
  EventPattern: { "detail-type": detailTypes },
});

let packed: TinyPackage;
let stack: Stack;
let sqs: SQSClient;
let bus: EventBridgeClient;
const lines: { source: string; line: string }[] = [];
const events: BusEvent[] = [];

beforeAll(async () => {
  packed = tinyPackage(
    {
      works: { bundle: works },
      takesTime: { bundle: takesTime },
      listens: { bundle: listens },
      careless: { bundle: "export const handler = async () => { throw new Error('no idea'); };" },
      ticks: { bundle: "export const handler = async (event) => event;" },
    },
    {
      ...Object.fromEntries(queueNames.map((id) => [id, queue(id)])),
      ...Object.fromEntries(queueNames.slice(0, -3).map((id) => [`${id}Mapping`, mapping(id)])),
      Bus: resource("Events::EventBus", { Name: "tiny-bus" }),
      Listening: rule("listens", onBus("Heard", "Misheard")),
      Careless: rule("careless", onBus("Misheard")),
      Leading: rule("leads", { ...onBus("Led"), Targets: [{ Id: "queue", Arn: arnOf("Led") }] }),
      Ticking: rule("ticks", { ScheduleExpression: "rate(1 minute)" }),
      ListeningConfig: resource("Lambda::EventInvokeConfig", {
        FunctionName: { Ref: "listensLambdaFunction" },
        Qualifier: "$LATEST",
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: arnOf("Parked") } },
      }),
      CarelessConfig: resource("Lambda::EventInvokeConfig", {
        FunctionName: { Ref: "carelessLambdaFunction" },
        Qualifier: "$LATEST",
        MaximumRetryAttempts: 0,
      }),
      Table: resource("DynamoDB::Table", {
        TableName: "tiny",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "day", AttributeType: "S" },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: "by-day",
            KeySchema: [{ AttributeName: "day", KeyType: "HASH" }],
            Projection: { ProjectionType: "KEYS_ONLY" },
          },
        ],
      }),
    },
  );
  stack = await startStack({
    packageDir: packed.directory,
    wtsBaseUrl: "http://127.0.0.1:1",
    retryPauseMs: 10,
    onLog: (source, line) => lines.push({ source, line }),
    onEvent: (event) => events.push(event),
  });
  sqs = new SQSClient(stack.aws.sqs);
  bus = new EventBridgeClient({ ...stack.aws.eventbridge, maxAttempts: 1 });
  await sendMessages();
});
afterAll(async () => {
  for (const client of [sqs, bus]) client.destroy();
  await stack.stop();
  packed.remove();
});

const queueUrl = (id: string): string => stack.queues[id] ?? "";

const plain = { name: "plain" };
const mortal = { name: "mortal", how: "throws", times: 9 };
const batches: [string, string][] = [
  ["Mistaken", "names a stranger"],
  ["Silent", "reports nothing"],
  ["Throws", "throws"],
];
const namesIn = (id: string): string[] => [`${id} one`, `${id} two`];

/** All at once: whatever fails comes back after a second, and the tests wait for it together. */
const sendMessages = async (): Promise<void> => {
  const entry = (name: string, MessageGroupId: string, body: object = {}) => ({
    Id: name,
    MessageBody: JSON.stringify({ name, ...body }),
    MessageGroupId,
    MessageDeduplicationId: name,
  });
  const Entries = [entry("first", "one", { how: "reports", times: 1 }), entry("second", "one"), entry("other", "two")];
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl("Reports"), Entries }));
  for (const [id, how] of batches) for (const name of namesIn(id)) await sendMessage(id, { name, how, times: 1 });
  await sendMessage("Dies", mortal);
};

/** What the function printed as JSON. */
const said = (source: string): Record<string, unknown>[] =>
  lines.flatMap((each) => (each.source === source && each.line.startsWith("{") ? [JSON.parse(each.line)] : []));
const receivesOf = (name: string) => said("works").filter((each) => each.name === name);
const logged = (source: string): string[] => lines.flatMap((each) => (each.source === source ? [each.line] : []));

const sendMessage = (id: string, body: object) =>
  sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(id), MessageBody: JSON.stringify(body) }));

const expectEmpty = (id: string) =>
  eventually(async () => {
    const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl(id), AttributeNames: [...names] }),
    );
    expect(names.map((name) => Attributes?.[name])).toEqual(["0", "0"]);
  });

const put = async (detailType: string, detail: object, EventBusName = stack.busName) => {
  const entry = { EventBusName, Source: "test", DetailType: detailType, Detail: JSON.stringify(detail) };
  return bus.send(new PutEventsCommand({ Entries: [entry] }));
};

describe("a queue that a function empties", () => {
  test("hands over messages as Lambda does, and deletes what is done", async () => {
    const { MessageId } = await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl("Plain"),
        MessageBody: JSON.stringify(plain),
        MessageAttributes: { kind: { DataType: "String", StringValue: "x" } },
      }),
    );
    const [{ record }] = (await eventually(() => {
      expect(receivesOf("plain")).toHaveLength(1);
      return receivesOf("plain");
    })) as [{ record: unknown }];
    expect(record).toEqual({
      messageId: MessageId,
      receiptHandle: expect.any(String),
      body: JSON.stringify(plain),
      attributes: expect.objectContaining({
        ApproximateReceiveCount: "1",
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
      }),
      messageAttributes: {
        kind: { dataType: "String", stringValue: "x", stringListValues: [], binaryListValues: [] },
      },
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:sa-east-1:000000000000:tiny-Plain",
      awsRegion: "sa-east-1",
    });
    await expectEmpty("Plain");
  });

  test("gets back only what failed, and keeps the order of a group", async () => {
    await expectEmpty("Reports");
    expect(receivesOf("other")).toHaveLength(1);
    const group = said("works").filter(({ name }) => name === "first" || name === "second");
    expect(group.map(({ name, receives }) => `${name} ${receives}`)).toEqual(["first 1", "first 2", "second 1"]);
  });

  test.each(batches)("%s: gets the whole batch back when the function %s", async (id) => {
    await expectEmpty(id);
    expect(namesIn(id).map((name) => receivesOf(name).map(({ receives }) => receives))).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("gets everything back from a function that is killed", async () => {
    await sendMessage("Crashes", { name: "victim", how: "holds", times: 1 });
    const pid = await eventually(() => {
      expect(receivesOf("victim")).toContainEqual(expect.objectContaining({ receives: 1 }));
      return Number(receivesOf("victim")[0]?.pid);
    });
    await stack.lambda.kill(pid);
    await expectEmpty("Crashes");
    expect(receivesOf("victim").map(({ receives }) => receives)).toEqual([1, 2]);
  });

  test("loses to its dead-letter queue what was received too often", async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl("Dead"), WaitTimeSeconds: 10 }),
    );
    expect(Messages.map(({ Body }) => Body)).toEqual([JSON.stringify(mortal)]);
    expect(receivesOf("mortal")).toHaveLength(1);
  });

  test("runs no more invocations at once than it may", async () => {
    await Promise.all(Array.from({ length: 6 }, (_, index) => sendMessage("Busy", { name: `busy ${index}` })));
    await expectEmpty("Busy");
    const spans = said("takesTime").map(({ from, to }) => ({ from: Number(from), to: Number(to) }));
    expect(spans).toHaveLength(6);
    const atOnce = spans.map(({ from }) => spans.filter((other) => other.from <= from && from < other.to).length);
    expect(Math.max(...atOnce)).toBe(2);
  });
});

describe("an event", () => {
  test("reaches the functions whose rules it matches, and no other", async () => {
    await put("Unheard", { name: "a" });
    await put("Heard", { name: "b" }, "default");
    await put("Heard", { name: "c" });
    await eventually(() => expect(said("listens")).toContainEqual({ got: "c" }));
    expect(said("listens")).toEqual([{ got: "c" }]);
    expect(events.map(({ detail }) => detail.name)).toEqual(["a", "b", "c"]);
  });

  test("is led to a queue as it would have been handed to a function", async () => {
    await put("Led", { name: "q" });
    const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl("Led"), WaitTimeSeconds: 10 });
    const { Messages = [] } = await sqs.send(receive);
    expect(Messages.map(({ Body = "" }) => JSON.parse(Body))).toEqual([
      events.find((event) => event["detail-type"] === "Led"),
    ]);
  });

  test("on a bus that is none is told", async () => {
    await put("Heard", { name: "d" }, "nowhere");
    await eventually(() =>
      expect(logged("bus")).toEqual(["an event was put on nowhere, which is no bus of the template"]),
    );
  });

  test("that fails every time goes to the function's queue for failures, or is lost", async () => {
    await put("Misheard", { name: "e", fails: true });
    const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl("Parked"), WaitTimeSeconds: 10 });
    const { Messages = [] } = await sqs.send(receive);
    expect(Messages.map(({ Body = "" }) => JSON.parse(Body))).toEqual([
      {
        version: "1.0",
        timestamp: expect.any(String),
        requestContext: {
          requestId: expect.any(String),
          functionArn: "arn:aws:lambda:sa-east-1:000000000000:function:tiny-dev-listens:$LATEST",
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: events.at(-1),
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: { errorType: "TypeError", errorMessage: "cannot listen" },
      },
    ]);
    expect(said("listens").filter(({ got }) => got === "e")).toHaveLength(3);
    await eventually(() =>
      expect(logged("careless")).toContain(
        "the event failed every time and is lost: the function has no destination for failures",
      ),
    );
  });
});

describe("the clock", () => {
  test("can be moved by hand", async () => {
    expect(await stack.tick("ticks")).toMatchObject({
      source: "aws.events",
      "detail-type": "Scheduled Event",
      resources: ["arn:aws:events:sa-east-1:000000000000:rule/Ticking"],
      detail: {},
    });
    await expect(stack.tick("listens")).rejects.toThrow("listens has no schedule");
  });

  test("calls again and again until it is stopped, with the rule's own input if it has one", async () => {
    const stopping = new AbortController();
    const calls: unknown[] = [];
    const often = { name: "often", functionName: "f", periodMs: 5, input: { a: 1 } };
    const invoke = async (functionName: string, event: unknown) => {
      if (calls.push([functionName, event]) === 3) stopping.abort();
      return true;
    };
    await runSchedules([often], invoke, stopping.signal).ended;
    expect(calls).toEqual(Array(3).fill(["f", { a: 1 }]));
  });
});

test("the table has its index", async () => {
  const client = new DynamoDBClient(stack.aws.dynamodb);
  const { tableName: TableName } = stack;
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" }, day: { S: "monday" } } }));
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "b" } } }));
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: "by-day",
      KeyConditionExpression: "#day = :day",
      ExpressionAttributeNames: { "#day": "day" },
      ExpressionAttributeValues: { ":day": { S: "monday" } },
    }),
  );
  client.destroy();
  expect(Items).toEqual([{ pk: { S: "a" }, day: { S: "monday" } }]);
});

describe("a fault of AWS", () => {
  const once = { maxAttempts: 1 };
  const calls: Record<string, () => Promise<unknown>> = {
    sqs: () =>
      new SQSClient({ ...stack.aws.sqs, ...once }).send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl("Parked") }),
      ),
    dynamodb: () =>
      new DynamoDBClient({ ...stack.aws.dynamodb, ...once }).send(
        new PutItemCommand({ TableName: stack.tableName, Item: { pk: { S: "c" } } }),
      ),
    eventbridge: () => put("Unheard", { name: "f" }),
    secretsmanager: () =>
      new SecretsManagerClient({ ...stack.aws.secretsmanager, ...once }).send(
        new GetSecretValueCommand({ SecretId: "x/accounts" }),
      ),
  };

  test.each(Object.keys(calls))("%s fails alone, until it is well again", async (service) => {
    await failAws(stack, { [service]: { mode: "fail" } });
    const outcomes = await Promise.all(
      Object.entries(calls).map(([name, call]) =>
        call().then(
          () => [name, "well"],
          (error: Error) => [name, error.name],
        ),
      ),
    );
    await failAws(stack, { [service]: null });
    const expected = Object.keys(calls).map((name) => [name, name === service ? "InternalFailure" : "well"]);
    expect(outcomes).toEqual(expected);
    await calls[service]?.();
  });

  test("does not keep the queues from being emptied: AWS itself asks them another way", async () => {
    await sendMessage("Throws", { name: "meanwhile", how: "throws", times: 1 });
    await failAws(stack, { sqs: { mode: "fail" } });
    await eventually(() => expect(receivesOf("meanwhile")).toHaveLength(2));
    await failAws(stack, { sqs: null });
    await expectEmpty("Throws");
  });
});

test("an invocation in progress does not hold up the end", async () => {
  await sendMessage("Crashes", { name: "endless", how: "holds", times: 9 });
  await eventually(() => expect(receivesOf("endless")).toHaveLength(1));
  const stopped = await Promise.race([
    stack.stop().then(() => "stopped"),
    delay(60_000, "still there", { ref: false }),
  ]);
  expect(stopped).toBe("stopped");
});
