// Everything is killed at once, and started again on the same data: nothing that was accepted is lost.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openEventSpool } from "../../local/aws/event-spool.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { descendants } from "./support/descendants.ts";
import { eventually } from "./support/eventually.ts";
import { type TinyPackage, tinyPackage } from "./support/tiny-package.ts";

const dataDir = mkdtempSync(join(tmpdir(), "restart-"));
const gate = join(dataDir, "open");

/** Gets no further than the gate until that is open. */
const waits = `
import { existsSync } from "node:fs";
export const handler = async (event) => {
  const name = event.detail?.name ?? event.Records[0].body;
  console.log("begins " + name);
  while (!existsSync(${JSON.stringify(gate)})) await new Promise((resolve) => setTimeout(resolve, 5));
  console.log("ends " + name);
};`;

const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const resource = (type: string, Properties: object) => ({ Type: `AWS::${type}`, Properties });

let packed: TinyPackage;
let stack: Stack;
let lines: string[];

const start = async () => {
  lines = [];
  stack = await startStack({
    packageDir: packed.directory,
    wtsBaseUrl: "http://127.0.0.1:1",
    dataDir,
    visibilitySeconds: 1,
    onLog: (_source, line) => lines.push(line),
  });
};

const begun = () => lines.filter((line) => line.startsWith("begins ")).sort();
const ended = () => lines.filter((line) => line.startsWith("ends ")).sort();

beforeAll(() => {
  packed = tinyPackage(
    { waits: { bundle: waits, timeoutSeconds: 60 } },
    {
      Work: resource("SQS::Queue", {
        QueueName: "tiny-work.fifo",
        FifoQueue: true,
        DeduplicationScope: "messageGroup",
        FifoThroughputLimit: "perMessageGroupId",
        VisibilityTimeout: 360,
        RedrivePolicy: { deadLetterTargetArn: arnOf("Dead"), maxReceiveCount: 9 },
      }),
      Dead: resource("SQS::Queue", { QueueName: "tiny-dead.fifo", FifoQueue: true }),
      Mapping: resource("Lambda::EventSourceMapping", {
        EventSourceArn: arnOf("Work"),
        FunctionName: arnOf("waitsLambdaFunction"),
        Enabled: true,
        BatchSize: 1,
      }),
      Rule: resource("Events::Rule", {
        State: "ENABLED",
        EventPattern: { source: ["test"] },
        Targets: [{ Id: "waits", Arn: arnOf("waitsLambdaFunction") }],
      }),
      Table: resource("DynamoDB::Table", {
        TableName: "tiny",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      }),
    },
  );
});
afterAll(async () => {
  await stack.stop();
  packed.remove();
  rmSync(dataDir, { recursive: true });
});

test("a crash of everything loses no message, no event and no item", async () => {
  const before = await descendants(process.pid);
  await start();
  const sqs = new SQSClient(stack.aws.sqs);
  const dynamodb = new DynamoDBClient(stack.aws.dynamodb);
  const bus = new EventBridgeClient(stack.aws.eventbridge);
  const QueueUrl = stack.queues.Work;
  const message = (MessageBody: string) =>
    new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: "g", MessageDeduplicationId: MessageBody });
  await sqs.send(message("message 1"));
  await sqs.send(message("message 2"));
  await dynamodb.send(new PutItemCommand({ TableName: stack.tableName, Item: { pk: { S: "kept" } } }));
  const Entries = [1, 2].map((n) => ({
    Source: "test",
    DetailType: "t",
    Detail: JSON.stringify({ name: `event ${n}` }),
  }));
  await bus.send(new PutEventsCommand({ Entries }));
  await eventually(() => expect(begun()).toEqual(["begins event 1", "begins event 2", "begins message 1"]));

  await stack.crash();
  expect((await descendants(process.pid)).filter((pid) => !before.includes(pid))).toEqual([]);
  for (const client of [sqs, dynamodb, bus]) client.destroy();
  expect(ended()).toEqual([]);

  writeFileSync(gate, "");
  await start();
  await eventually(() => expect(ended()).toEqual(["ends event 1", "ends event 2", "ends message 1", "ends message 2"]));
  const again = new DynamoDBClient(stack.aws.dynamodb);
  const { Item } = await again.send(new GetItemCommand({ TableName: stack.tableName, Key: { pk: { S: "kept" } } }));
  again.destroy();
  expect(Item).toEqual({ pk: { S: "kept" } });
});

test("what is done is not done again at the next start", async () => {
  const sqs = new SQSClient(stack.aws.sqs);
  await eventually(async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: stack.queues.Work, AttributeNames: ["All"] }),
    );
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
      VisibilityTimeout: "1",
    });
  });
  sqs.destroy();
  await stack.stop();
  const file = join(dataDir, "events.jsonl");
  expect(existsSync(file)).toBe(true);
  expect(openEventSpool(file).pending()).toEqual([]);
});
