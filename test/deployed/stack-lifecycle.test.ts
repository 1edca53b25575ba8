// A stack from its first deployment to its last: what fails is rolled back, what is upgraded keeps what it holds, what is removed leaves
// what was not done yet. CloudFormation is moto's, and the commands are those of docs/deploy.md.
import { join } from "node:path";
import {
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  EventBridgeClient,
  ListRulesCommand,
} from "@aws-sdk/client-eventbridge";
import { DeleteQueueCommand, ListQueuesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Cloud, startCloud } from "../../judges/cloud/cloud.ts";
import { type DeployFolder, openDeployFolder } from "../../judges/cloud/deploy-folder.ts";
import { clientOptionsAt } from "../../local/aws/account.ts";

const stage = "life";
const name = `wts-session-hooks-${stage}`;
const plain = join(import.meta.dirname, "../support/hooks.config.ts");
const listening = join(import.meta.dirname, "support/listening.config.ts");

let cloud: Cloud;
let deployment: DeployFolder;
let dynamodb: DynamoDBClient;
let sqs: SQSClient;
let events: EventBridgeClient;

let folders = 0;
const open = (configFile: string, options: { stage?: string; changeTemplate?: (text: string) => string } = {}) =>
  openDeployFolder({
    folder: join(cloud.folder, `deployment-${++folders}`),
    stage,
    configFile,
    aws: cloud.operator,
    ...options,
  });

beforeAll(async () => {
  cloud = await startCloud();
  deployment = open(plain);
  dynamodb = new DynamoDBClient(clientOptionsAt(cloud.motoUrl));
  events = new EventBridgeClient(clientOptionsAt(cloud.motoUrl));
  // It is moto's own SQS, in which CloudFormation makes the queues.
  sqs = new SQSClient(clientOptionsAt(cloud.motoUrl));
}, 150_000);

afterAll(async () => {
  for (const client of [dynamodb, sqs, events]) client?.destroy();
  await cloud?.stop();
});

const tables = async (): Promise<string[]> => (await dynamodb.send(new ListTablesCommand({}))).TableNames ?? [];

const queues = async (prefix = name): Promise<string[]> => {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  return QueueUrls.map((url) => url.slice(url.lastIndexOf("/") + prefix.length + 2)).sort();
};

const key = { pk: { S: "command#kept" }, sk: { S: "command#kept" } };
const keptItem = async () => (await dynamodb.send(new GetItemCommand({ TableName: name, Key: key }))).Item;

const rulePatterns = async (): Promise<string[]> => {
  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: name }));
  return Rules.map(({ EventPattern = "" }) => EventPattern);
};

/** A bus of that name which is none of ours makes the deployment fail after others of its parts were made. */
const failedFirst = async (which: DeployFolder, busName: string) => {
  await events.send(new CreateEventBusCommand({ Name: busName }));
  const failed = await which.deploy();
  await events.send(new DeleteEventBusCommand({ Name: busName }));
  return failed;
};

const deployLimitMs = 240_000;

test(
  "a first deployment that fails leaves nothing behind, and the next one succeeds",
  async () => {
    const failed = await failedFirst(deployment, name);
    expect(failed.output).toMatch(/CREATE_FAILED: Bus \(AWS::Events::EventBus\)\n.*already exists/);
    expect(failed.code).not.toBe(0);
    expect(await tables()).toEqual([]);
    expect(await queues()).toEqual([]);

    const next = await deployment.deploy();
    expect(next.output).toContain(`Service deployed to stack ${name}`);
    expect(next.code).toBe(0);
    expect(await tables()).toEqual([name]);
    expect(await queues()).toEqual(expect.arrayContaining(["commands-dead.fifo", "commands.fifo", "parked"]));
  },
  deployLimitMs,
);

test(
  "an upgrade keeps what the table and the parked queue hold",
  async () => {
    await dynamodb.send(new PutItemCommand({ TableName: name, Item: { ...key, state: { S: "applied" } } }));
    const [parkedUrl] = (await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${name}-parked` }))).QueueUrls ?? [];
    await sqs.send(new SendMessageCommand({ QueueUrl: parkedUrl, MessageBody: "{}" }));
    expect((await rulePatterns()).join()).not.toContain("Session Held");

    const upgraded = await open(listening).deploy();
    expect(upgraded.output).toContain(`Service deployed to stack ${name}`);
    expect((await rulePatterns()).join()).toContain("Session Held");
    expect(await keptItem()).toMatchObject({ state: { S: "applied" } });
  },
  deployLimitMs,
);

test(
  "a removal leaves table, parked queue and dead-letter queue, and nothing else of the stack",
  async () => {
    const removed = await deployment.remove();
    expect(removed.output).toContain("has been successfully removed");
    expect(await tables()).toEqual([name]);
    expect(await queues()).toEqual(["commands-dead.fifo", "parked"]);
    expect(await keptItem()).toMatchObject({ state: { S: "applied" } });
  },
  deployLimitMs,
);

test(
  "a deployment after a removal is refused while they are there, takes nothing of them, and succeeds once they are deleted",
  async () => {
    const refused = await deployment.deploy();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/already exists/i);
    expect(await keptItem()).toMatchObject({ state: { S: "applied" } });
    expect(await queues()).toEqual(["commands-dead.fifo", "parked"]);

    await dynamodb.send(new DeleteTableCommand({ TableName: name }));
    for (const url of (await sqs.send(new ListQueuesCommand({ QueueNamePrefix: name }))).QueueUrls ?? [])
      await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
    const again = await deployment.deploy();
    expect(again.output).toContain(`Service deployed to stack ${name}`);
    expect(await tables()).toEqual([name]);
  },
  deployLimitMs,
);

// As it was once: this is what the first test would say of it.
test(
  "with Retain instead, a first deployment that failed could not be repeated",
  async () => {
    const control = "retain";
    const retaining = open(plain, {
      stage: control,
      changeTemplate: (text) => text.replaceAll("DeletionPolicy: RetainExceptOnCreate", "DeletionPolicy: Retain"),
    });
    const busName = `wts-session-hooks-${control}`;
    await failedFirst(retaining, busName);
    expect(await tables()).toContain(busName);
    expect(await queues(busName)).toEqual(["commands-dead.fifo", "parked"]);
    const next = await retaining.deploy();
    expect(next.code).not.toBe(0);
    expect(next.output).toMatch(/already exists/i);
  },
  deployLimitMs,
);
