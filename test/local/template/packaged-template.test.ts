// What would be deployed: the template and the zips that `npm run package` wrote.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "@jest/globals";
import { allowedToAct, allowedToLook } from "../../../cli/denied-remedy.ts";
import { unpack } from "../../../local/lambda/unpack.ts";
import { readTemplate } from "../../../local/template/template.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, never>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

const root = process.cwd();
const packageDir = join(root, ".serverless");
const scratch = mkdtempSync(join(tmpdir(), "packaged-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const read = readTemplate(packageDir, "http://sqs.example");
const { functions, routes, queueTriggers, schedules, eventRules } = read;
const queues = [...read.queues.values()];
const template = JSON.parse(readFileSync(join(packageDir, "cloudformation-template-update-stack.json"), "utf8"));
const resources: Record<string, Resource> = template.Resources;
const ofType = (type: string): [string, Record<string, never>][] =>
  Object.entries(resources).flatMap(([id, { Type, Properties }]) => (Type === type ? [[id, Properties]] : []));

const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const allow = (Action: string | string[], Resource: unknown): Statement => ({ Effect: "Allow", Action, Resource });

const logGroup = (name: string): unknown => {
  const group = `/aws/lambda/wts-session-hooks-dev-${name}`;
  return { "Fn::Sub": `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${group}:*` };
};

const itsLogs = (name: string) => allow(["logs:CreateLogStream", "logs:PutLogEvents"], logGroup(name));
const secretId = (name: string): string => `wts-session-hooks/dev/${name}`;
const publish = allow("events:PutEvents", arnOf("Bus"));

const refs = {
  table: { TABLE_NAME: { Ref: "Table" } },
  bus: { BUS_NAME: { Ref: "Bus" } },
  commands: { COMMANDS_QUEUE_URL: { Ref: "Commands" } },
  parked: { PARKED_QUEUE_URL: { Ref: "Parked" } },
  accounts: { ACCOUNTS_SECRET_ID: secretId("accounts") },
};

interface Needs {
  readonly variables: Record<string, unknown>;
  readonly timeoutSeconds: number;
  readonly statements: readonly Statement[];
}

const secret = (name: string): unknown => {
  const id = `wts-session-hooks/dev/${name}-??????`;
  return { "Fn::Sub": `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${id}` };
};

/** Only items whose partition key is one of these. */
const onlyItems = (...keys: readonly string[]) => ({
  "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": keys },
});

/** What one function needs, and nothing else: change it together with serverless.yml. */
const needs: Record<string, Needs> = {
  "update-session": {
    variables: { ...refs.accounts, ACCESS_SECRET_ID: secretId("access"), ...refs.table, ...refs.bus, ...refs.commands },
    timeoutSeconds: 29,
    statements: [
      itsLogs("update-session"),
      allow("secretsmanager:GetSecretValue", [secret("accounts"), secret("access")]),
      allow(["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"], arnOf("Table")),
      allow("sqs:SendMessage", arnOf("Commands")),
      publish,
    ],
  },
  "apply-commands": {
    variables: {
      ...refs.accounts,
      ACCESS_SECRET_ID: secretId("access"),
      ...refs.table,
      ...refs.commands,
      ...refs.parked,
      ...refs.bus,
    },
    timeoutSeconds: 60,
    statements: [
      itsLogs("apply-commands"),
      allow("secretsmanager:GetSecretValue", [secret("accounts"), secret("access")]),
      allow(
        [
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ChangeMessageVisibility",
          "sqs:SendMessage",
        ],
        arnOf("Commands"),
      ),
      allow("sqs:SendMessage", arnOf("Parked")),
      allow(["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"], arnOf("Table")),
      publish,
    ],
  },
  "receive-webhook": {
    variables: { ACCESS_SECRET_ID: secretId("access"), ...refs.commands },
    timeoutSeconds: 10,
    statements: [
      itsLogs("receive-webhook"),
      allow("secretsmanager:GetSecretValue", secret("access")),
      allow("sqs:SendMessage", arnOf("Commands")),
    ],
  },
  "accept-update-event": {
    variables: { ...refs.table, ...refs.commands, ...refs.parked, ...refs.bus },
    timeoutSeconds: 10,
    statements: [
      itsLogs("accept-update-event"),
      { ...allow("dynamodb:GetItem", arnOf("Table")), Condition: onlyItems("accounts") },
      { ...allow("dynamodb:UpdateItem", arnOf("Table")), Condition: onlyItems("refused") },
      allow("sqs:SendMessage", [arnOf("Commands"), arnOf("Parked")]),
      publish,
    ],
  },
  "close-idle-sessions": {
    variables: { ...refs.accounts, ...refs.table, ...refs.bus },
    timeoutSeconds: 900,
    statements: [
      itsLogs("close-idle-sessions"),
      allow("secretsmanager:GetSecretValue", secret("accounts")),
      allow(["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"], arnOf("Table")),
      allow("dynamodb:Query", [{ "Fn::Sub": `\${Table.Arn}/index/due` }, { "Fn::Sub": `\${Table.Arn}/index/by-day` }]),
      publish,
    ],
  },
  "reassign-session": {
    variables: {
      ...refs.accounts,
      ...refs.table,
      EVENTS_QUEUE_URL: { Ref: "ReassignSessionEvents" },
      ...refs.commands,
      ...refs.parked,
      ...refs.bus,
    },
    timeoutSeconds: 60,
    statements: [
      itsLogs("reassign-session"),
      allow("secretsmanager:GetSecretValue", secret("accounts")),
      allow(["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"], arnOf("Table")),
      allow(
        ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
        arnOf("ReassignSessionEvents"),
      ),
      allow("sqs:SendMessage", [arnOf("Commands"), arnOf("Parked")]),
      publish,
    ],
  },
  "look-after-sessions": {
    variables: { ...refs.accounts, ...refs.table, ...refs.commands, ...refs.bus },
    timeoutSeconds: 300,
    statements: [
      itsLogs("look-after-sessions"),
      allow("secretsmanager:GetSecretValue", secret("accounts")),
      allow("dynamodb:Query", { "Fn::Sub": `\${Table.Arn}/index/due` }),
      allow(["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"], arnOf("Table")),
      allow("sqs:SendMessage", arnOf("Commands")),
      publish,
    ],
  },
  "collect-notices": {
    variables: { ...refs.table },
    timeoutSeconds: 10,
    statements: [
      itsLogs("collect-notices"),
      allow("dynamodb:UpdateItem", arnOf("Table")),
      allow("sqs:SendMessage", arnOf("Parked")),
    ],
  },
  "notify-people": {
    variables: {
      ACCESS_SECRET_ID: secretId("access"),
      ...refs.table,
      ...refs.bus,
      ...refs.parked,
      COMMANDS_DEAD_QUEUE_URL: { Ref: "CommandsDead" },
    },
    timeoutSeconds: 50,
    statements: [
      itsLogs("notify-people"),
      allow("secretsmanager:GetSecretValue", secret("access")),
      allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], arnOf("Table")),
      allow("dynamodb:Query", [
        arnOf("Table"),
        { "Fn::Sub": `\${Table.Arn}/index/due` },
        { "Fn::Sub": `\${Table.Arn}/index/by-day` },
      ]),
      allow("sqs:GetQueueAttributes", [arnOf("Parked"), arnOf("CommandsDead")]),
      publish,
    ],
  },
  "relay-outcomes": {
    variables: { ...refs.table, ...refs.bus },
    timeoutSeconds: 50,
    statements: [
      itsLogs("relay-outcomes"),
      allow("dynamodb:Query", { "Fn::Sub": `\${Table.Arn}/index/due` }),
      allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], arnOf("Table")),
      publish,
    ],
  },
};

test("every file of functions/ is a function of the same name", () => {
  const files = readdirSync(join(root, "functions")).map((file) => file.replace(/\.ts$/, ""));
  expect(functions.map(({ name }) => name).sort()).toEqual(files.sort());
  expect(Object.keys(needs).sort()).toEqual(files.sort());
});

describe.each(functions.map(({ name, ...definition }) => ({ name, definition })))("$name", ({ name, definition }) => {
  const [, properties] = ofType("AWS::Lambda::Function").find(
    ([, { FunctionName }]) => FunctionName === definition.deployedName,
  ) ?? ["", {}];

  test("has a zip that holds its own bundle, the mapping box where it asks one, the notices of what is bundled, and nothing else", () => {
    const asksBox = ["receive-webhook", "apply-commands"].includes(name);
    const box = asksBox ? ["dist/mapping-box.mjs"] : [];
    const files = [`dist/${name}.mjs`, ...box, "dist/third-party-notices.txt"];
    expect(unpack(definition.zipFile, join(scratch, name)).sort()).toEqual(files.sort());
  });

  test("runs as Node 24 on arm64, within its time limit", () => {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: `dist/${name}.handler`,
      FunctionName: `wts-session-hooks-dev-${name}`,
      MemorySize: 512,
      Timeout: needs[name]?.timeoutSeconds,
    });
  });

  test("has the environment it reads", () => {
    expect(Object(properties).Environment.Variables).toEqual({ STAGE: "dev", ...needs[name]?.variables });
  });

  test("has a role of its own that allows what it needs", () => {
    const { "Fn::GetAtt": [roleId] = [] } = Object(Object(properties).Role);
    const users = ofType("AWS::Lambda::Function").filter(([, { Role }]) => Object(Role)["Fn::GetAtt"]?.[0] === roleId);
    expect(users).toHaveLength(1);
    const role = Object(resources[roleId]?.Properties);
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(role.ManagedPolicyArns).toBeUndefined();
    expect(role.Policies.flatMap((policy: never) => Object(policy).PolicyDocument.Statement)).toEqual(
      needs[name]?.statements,
    );
  });
});

test("who calls no account of WTS cannot read the API keys", () => {
  const mayReadKeys = ofType("AWS::Lambda::Function").filter(([, { Role }]) =>
    JSON.stringify(resources[Object(Role)["Fn::GetAtt"]?.[0]]).includes("/accounts-"),
  );
  expect(
    mayReadKeys.map(([, { FunctionName }]) => String(FunctionName).replace("wts-session-hooks-dev-", "")).sort(),
  ).toEqual(["apply-commands", "close-idle-sessions", "look-after-sessions", "reassign-session", "update-session"]);
});

test("there is no role but those of the functions", () => {
  expect(ofType("AWS::IAM::Role")).toHaveLength(functions.length);
  expect(ofType("AWS::IAM::Policy")).toEqual([]);
});

const peoplesPolicy = (id: string): readonly { Sid: string; Action: string | string[]; Resource: unknown }[] =>
  Object(resources[id]).Properties.PolicyDocument.Statement;

test("whoever operates may do what whoever looks may, and more", () => {
  const [viewer, operator] = [peoplesPolicy("ViewerPolicy"), peoplesPolicy("OperatorPolicy")];
  expect(ofType("AWS::IAM::ManagedPolicy")).toHaveLength(2);
  for (const statement of viewer) if (statement.Sid !== "TakeTokens") expect(operator).toContainEqual(statement);
  expect(viewer.find(({ Sid }) => Sid === "TakeTokens")).toMatchObject({
    Action: "dynamodb:UpdateItem",
    Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["rate#*"] } },
  });
});

test("who is refused is named the policy that allows it", () => {
  const actionsIn = (id: string): string[] => [...new Set(peoplesPolicy(id).flatMap(({ Action }) => Action))];
  expect(
    actionsIn("ViewerPolicy")
      .filter((action) => action !== "dynamodb:UpdateItem")
      .sort(),
  ).toEqual(allowedToLook);
  expect(
    actionsIn("OperatorPolicy")
      .filter((action) => !allowedToLook.includes(action))
      .sort(),
  ).toEqual(allowedToAct);
});

test("neither reads the tokens of callers and the secrets of senders, and what has no name is only read", () => {
  for (const statement of [...peoplesPolicy("ViewerPolicy"), ...peoplesPolicy("OperatorPolicy")]) {
    expect(JSON.stringify(statement)).not.toContain("/access-");
    const actions = [statement.Action].flat();
    if (statement.Resource === "*") for (const action of actions) expect(action).toMatch(/:(Describe|Get|List)/);
    for (const action of actions) expect(action).not.toContain("*");
  }
});

test("the routes are those of the documentation", () => {
  expect(routes.map(({ method, path, functionName }) => `${method} ${path} -> ${functionName}`).sort()).toEqual([
    "GET /health -> update-session",
    "GET /webhooks/{source} -> receive-webhook",
    "GET /webhooks/{source}/{token} -> receive-webhook",
    "HEAD /webhooks/{source} -> receive-webhook",
    "HEAD /webhooks/{source}/{token} -> receive-webhook",
    "PATCH /sessions/{sessionId} -> update-session",
    "POST /sessions/batch -> update-session",
    "POST /webhooks/{source} -> receive-webhook",
    "POST /webhooks/{source}/{token} -> receive-webhook",
  ]);
});

test("what a route lets through is read for every route", () => {
  expect(routes.filter(({ throttle }) => throttle === undefined)).toEqual([]);
  expect(routes.find(({ method }) => method === "PATCH")?.throttle).toEqual({ ratePerSecond: 50, burst: 100 });
});

test("no function behind a route outlives the HTTP API's patience", () => {
  for (const { functionName, timeoutMs } of routes) {
    const found = functions.find(({ name }) => name === functionName);
    expect((found?.timeoutSeconds ?? 0) * 1_000).toBeLessThan(timeoutMs);
  }
});

describe.each([
  ["apply-commands", "Commands", "commands.fifo", 20],
  // Together with what answers webhooks it has to fit into the 10 concurrent executions of a new account.
  ["reassign-session", "ReassignSessionEvents", "reassign-session-events", 5],
])("%s", (functionName, queueId, queue, maximumConcurrency) => {
  test("empties its queue, and reports failures one by one", () => {
    expect(queueTriggers.filter((trigger) => trigger.functionName === functionName)).toEqual([
      {
        queueName: `wts-session-hooks-dev-${queue}`,
        functionName,
        batchSize: 10,
        maximumConcurrency,
        reportsItemFailures: true,
      },
    ]);
  });

  test("is over before what it was given is shown again, which is soon where it was killed", () => {
    const { VisibilityTimeout } = Object(resources[queueId]?.Properties);
    const { timeoutSeconds = 0 } = needs[functionName] ?? {};
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(1.5 * timeoutSeconds);
    expect(VisibilityTimeout).toBeLessThanOrEqual(2 * timeoutSeconds);
  });
});

/** What a rule leads to: the function itself, or the queue that the function empties. */
const readerOf = ({ functionName, queueName }: (typeof eventRules)[number]): string | undefined =>
  functionName ?? queueTriggers.find((trigger) => trigger.queueName === queueName)?.functionName;

describe.each([
  ["accept-update-event", ["Session Update Requested"]],
  // The configuration that is packaged has no policy of routing, and tells nobody of anything else.
  ["reassign-session", ["Session Reassignment Requested"]],
  ["collect-notices", ["Alert Raised"]],
])("%s", (functionName, types) => {
  const rules = ofType("AWS::Events::Rule").filter(([, { EventPattern }]) => EventPattern);
  const index = eventRules.findIndex((rule) => readerOf(rule) === functionName);

  test("is called by the events that ask for it, and by no other", () => {
    expect(eventRules.filter((rule) => readerOf(rule) === functionName)).toMatchObject([
      { bus: "wts-session-hooks-dev" },
    ]);
    const matches = (type: string) => eventRules[index]?.matches({ "detail-type": type, source: "any" });
    expect(types.map(matches)).toEqual(types.map(() => true));
    const others = [
      ...["Session Updated", "Session Reassigned", "Session Reassignment Failed", "Session Hold Ended"],
      ...["WTS SESSION_NEW", "WTS SESSION_UPDATE", "WTS SESSION_COMPLETE"],
    ];
    expect(others.map(matches)).toEqual(others.map(() => false));
  });

  test("loses no event: what cannot be delivered and what fails is parked", () => {
    expect(rules).toHaveLength(eventRules.length);
    expect(Object(rules[index]?.[1]).Targets).toMatchObject([
      {
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: arnOf("Parked") },
      },
    ]);
    const { functionName: called, queueName } = eventRules[index] ?? {};
    const definition = functions.find(({ name }) => name === called);
    const failureQueue = "wts-session-hooks-dev-parked";
    if (called) expect(definition?.whenAsynchronous).toEqual({ retries: 2, maximumAgeSeconds: 21_600, failureQueue });
    else
      expect(queues.find(({ name }) => name === queueName)?.redrive).toMatchObject({ deadLetterQueue: failureQueue });
  });
});

const scheduled = ["relay-outcomes", "close-idle-sessions", "look-after-sessions", "notify-people"];

test.each(scheduled)("%s is called every minute", (functionName) => {
  const own = schedules.filter((schedule) => schedule.functionName === functionName);
  expect(own).toHaveLength(1);
  expect(own[0]?.periodMs).toBe(60_000);
});

// A minute that was parked could not be put on the bus again: EventBridge lets nobody else say `aws.events`.
test("a minute that is over is neither repeated nor parked, and no function has both events and a schedule", () => {
  expect(schedules.map(({ functionName }) => functionName).sort()).toEqual([...scheduled].sort());
  const ofEvents = eventRules.map(readerOf);
  for (const name of scheduled) {
    expect(ofEvents).not.toContain(name);
    const { whenAsynchronous, deployedName } = functions.find((each) => each.name === name) ?? {};
    expect(whenAsynchronous).toEqual({ retries: 0, maximumAgeSeconds: 60, failureQueue: undefined });
    const [id] = ofType("AWS::Lambda::Function").find(([, { FunctionName }]) => FunctionName === deployedName) ?? [];
    const config = ofType("AWS::Lambda::EventInvokeConfig").find(([, each]) => Object(each.FunctionName).Ref === id);
    expect(config?.[1]).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  }
});

describe("what lies between the functions", () => {
  const fourteenDays = 14 * 24 * 60 * 60;
  // A first deployment that fails takes them with it: otherwise the next one would find their names taken.
  const keptWhenRemoved = { DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" };

  test("the commands wait in order, in a queue of high throughput", () => {
    expect(resources.Commands?.Properties).toEqual({
      QueueName: "wts-session-hooks-dev-commands.fifo",
      FifoQueue: true,
      DeduplicationScope: "messageGroup",
      FifoThroughputLimit: "perMessageGroupId",
      VisibilityTimeout: 90,
      MessageRetentionPeriod: fourteenDays,
      MaximumMessageSize: 1_048_576,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: arnOf("CommandsDead"), maxReceiveCount: 1_000 },
    });
  });

  test("a parked message waits for 14 days, and its queue stays when the rest is removed", () => {
    const common = {
      MessageRetentionPeriod: fourteenDays,
      MaximumMessageSize: 1_048_576,
      SqsManagedSseEnabled: true,
    };
    expect(resources.CommandsDead).toMatchObject(keptWhenRemoved);
    expect(resources.CommandsDead?.Properties).toEqual({
      QueueName: "wts-session-hooks-dev-commands-dead.fifo",
      FifoQueue: true,
      ...common,
    });
    expect(resources.Parked).toMatchObject(keptWhenRemoved);
    expect(resources.Parked?.Properties).toEqual({ QueueName: "wts-session-hooks-dev-parked", ...common });
  });

  // docs/deploy.md: a template of nothing but these takes over what outlived a removal.
  test("what is kept refers to nothing else of the stack, so that it can be imported by itself", () => {
    const kept = Object.entries(resources).filter(([, { DeletionPolicy }]) => DeletionPolicy !== undefined);
    expect(kept.map(([id]) => id).sort()).toEqual(["CommandsDead", "Parked", "Table"]);
    const others = Object.keys(resources).filter((id) => !kept.some(([name]) => name === id));
    for (const [, { Properties }] of kept) {
      const text = JSON.stringify(Properties);
      expect(
        others.filter((id) => text.includes(`{"Ref":"${id}"}`) || text.includes(`{"Fn::GetAtt":["${id}"`)),
      ).toEqual([]);
      expect(text).not.toMatch(/\$\{(?!AWS::)/);
    }
  });

  /** Nobody, not even with credentials of the account, is let in without TLS. */
  const onlyWithTls = (Action: string, Resource: unknown) => ({
    Effect: "Deny",
    Principal: "*",
    Action,
    Resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });

  // A queue has one policy: the later of two would replace the earlier.
  test("EventBridge may park for our own rules, and for none that somebody else puts on our bus; every queue refuses what comes without TLS", () => {
    const rules = ofType("AWS::Events::Rule").filter(([, { EventPattern }]) => EventPattern);
    const arnOfRule = (name: unknown) => ({
      "Fn::Sub": `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/\${Bus}/${name}`,
    });
    const maySend = (id: string, sourceArn: unknown) => ({
      ...{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage" },
      Resource: arnOf(id),
      Condition: {
        StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
        ArnEquals: { "aws:SourceArn": sourceArn },
      },
    });
    const allowed: Record<string, object> = {
      Parked: maySend("Parked", expect.arrayContaining(rules.map(([, { Name }]) => arnOfRule(Name)))),
      ReassignSessionEvents: maySend(
        "ReassignSessionEvents",
        arnOfRule("wts-session-hooks-dev-reassign-session-events"),
      ),
    };
    const policyOf = (id: string) => ({
      Queues: [{ Ref: id }],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [...(allowed[id] ? [allowed[id]] : []), onlyWithTls("sqs:*", arnOf(id))],
      },
    });
    const ids = ofType("AWS::SQS::Queue").map(([id]) => id);
    const policies = ofType("AWS::SQS::QueuePolicy").map(([, policy]) => Object(policy));
    expect(policies).toHaveLength(ids.length);
    expect(policies).toEqual(expect.arrayContaining(ids.map(policyOf)));
    expect(new Set(JSON.stringify(policies).match(/rule\/\$\{Bus\}\/[\w-]+/g)).size).toBe(rules.length);
  });

  test("the alarms' topic takes what our alarms say, and nothing without TLS; its policy replaces the one that let CloudWatch in", () => {
    const named = (service: string, rest: string) => ({
      "Fn::Sub": `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`,
    });
    expect(ofType("AWS::SNS::TopicPolicy").map(([, policy]) => policy)).toEqual([
      {
        Topics: ofType("AWS::SNS::Topic").map(([id]) => ({ Ref: id })),
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "cloudwatch.amazonaws.com" },
              Action: "sns:Publish",
              Resource: { Ref: "Alarms" },
              Condition: {
                StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
                ArnLike: { "aws:SourceArn": named("cloudwatch", "alarm:wts-session-hooks-dev-*") },
              },
            },
            onlyWithTls("sns:Publish", { Ref: "Alarms" }),
          ],
        },
      },
    ]);
    for (const [, { AlarmName }] of ofType("AWS::CloudWatch::Alarm"))
      expect(AlarmName).toMatch(/^wts-session-hooks-dev-/);
  });

  // With the key that AWS keeps for SNS, alias/aws/sns, CloudWatch cannot publish, and nothing says so: every alarm is silent.
  test("no topic is encrypted, but by a key of the template that CloudWatch may use", () => {
    const topics = ofType("AWS::SNS::Topic");
    expect(topics).not.toEqual([]);
    for (const [, { KmsMasterKeyId }] of topics) {
      if (KmsMasterKeyId === undefined) continue;
      const { Ref: id, "Fn::GetAtt": [attributeOf] = [] } = Object(KmsMasterKeyId);
      const key = resources[id ?? attributeOf];
      expect(key?.Type).toBe("AWS::KMS::Key");
      expect(Object(key?.Properties).KeyPolicy.Statement).toContainEqual(
        expect.objectContaining({
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: expect.arrayContaining(["kms:Decrypt", "kms:GenerateDataKey*"]),
        }),
      );
    }
  });

  test("the table is paid by use, can be restored, forgets by itself, and stays when the rest is removed", () => {
    expect(resources.Table).toMatchObject(keptWhenRemoved);
    const keys = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ];
    const own = (rest: string) => ({
      "Fn::Sub": `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/wts-session-hooks-dev${rest}`,
    });
    const index = (IndexName: string, hash: string, range: string) => ({
      IndexName,
      KeySchema: keys(hash, range),
      Projection: { ProjectionType: "KEYS_ONLY" },
    });
    expect(resources.Table?.Properties).toEqual({
      TableName: "wts-session-hooks-dev",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keys("pk", "sk"),
      AttributeDefinitions: ["pk", "sk", "due", "dueAt", "day", "seenAt"].map((AttributeName) => ({
        AttributeName,
        AttributeType: AttributeName === "dueAt" ? "N" : "S",
      })),
      GlobalSecondaryIndexes: [index("due", "due", "dueAt"), index("by-day", "day", "seenAt")],
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      ResourcePolicy: {
        PolicyDocument: { Version: "2012-10-17", Statement: [onlyWithTls("dynamodb:*", [own(""), own("/index/*")])] },
      },
    });
  });
});

describe("alarms", () => {
  const alarms = ofType("AWS::CloudWatch::Alarm").map(([, alarm]) => Object(alarm));
  const common = {
    AlarmActions: [{ Ref: "Alarms" }],
    ComparisonOperator: "GreaterThanThreshold",
    EvaluationPeriods: 1,
    Period: 60,
    TreatMissingData: "notBreaching",
  };

  test("there is one for each function that fails, but where what fails every time is parked: that has its own", () => {
    const watched = alarms.filter(({ MetricName }) => MetricName === "Errors");
    expect(watched.map(({ Dimensions }) => Dimensions[0].Value).sort()).toEqual(
      functions
        .filter(({ whenAsynchronous }) => whenAsynchronous.failureQueue === undefined)
        .map(({ deployedName }) => deployedName)
        .sort(),
    );
    for (const alarm of watched)
      expect(alarm).toMatchObject({ ...common, MetricName: "Errors", Statistic: "Sum", Threshold: 0 });
  });

  test.each([
    ["Parked", "ApproximateNumberOfMessagesVisible", 0],
    ["CommandsDead", "ApproximateNumberOfMessagesVisible", 0],
    ["Commands", "ApproximateAgeOfOldestMessage", 900],
  ])("there is one for %s: %s above %d", (id, MetricName, Threshold) => {
    expect(alarms).toContainEqual(
      expect.objectContaining({
        ...common,
        Namespace: "AWS/SQS",
        MetricName,
        Threshold,
        Statistic: "Maximum",
        Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": [id, "QueueName"] } }],
      }),
    );
  });

  // Lambda writes the time before each of our lines, which is no JSON then: a filter for a field of it never matched.
  test.each([
    ["look-after-sessions", "runs-failed", '?"routing run failed" ?"hold not ended" ?"messages not asked for"', 300, 2],
    ["close-idle-sessions", "runs-failed", '"auto-close run interrupted"', 300, 2],
    ["apply-commands", "tried-without-wts", '"retried later" "WTS_UNAVAILABLE" -"RATE_LIMIT"', 180, 0],
    ["reassign-session", "tried-without-wts", '"retried later" "WTS_UNAVAILABLE" -"RATE_LIMIT"', 180, 0],
    ["notify-people", "people-not-told", '?"people not told" ?"people not looked after" ?"summary not sent"', 600, 1],
  ])("there is one for what fails without an error of %s: %s", (name, metric, pattern, Period, Threshold) => {
    const found = ofType("AWS::Logs::MetricFilter").find(([, { LogGroupName }]) => String(LogGroupName).endsWith(name));
    const [id = "", filter] = found ?? [];
    expect(filter).toEqual({
      LogGroupName: `/aws/lambda/wts-session-hooks-dev-${name}`,
      FilterPattern: pattern,
      MetricTransformations: [{ MetricNamespace: "wts-session-hooks-dev", MetricName: metric, MetricValue: "1" }],
    });
    expect(resources[Object(resources[id]).DependsOn]?.Type).toBe("AWS::Logs::LogGroup");
    expect(alarms).toContainEqual(
      expect.objectContaining({
        Namespace: "wts-session-hooks-dev",
        MetricName: metric,
        Statistic: "Sum",
        Period,
        Threshold,
      }),
    );
  });

  test("there is one for calls that are throttled, whoever of the account takes the executions", () => {
    expect(alarms).toContainEqual(
      expect.objectContaining({
        ...common,
        Period: 300,
        Namespace: "AWS/Lambda",
        MetricName: "Throttles",
        Threshold: 0,
      }),
    );
    expect(alarms.find(({ MetricName }) => MetricName === "Throttles")).not.toHaveProperty("Dimensions");
  });

  test("there is one for five answers 5xx of the API within five minutes", () => {
    const Dimensions = [{ Name: "ApiId", Value: { Ref: "HttpApi" } }];
    const api = {
      Namespace: "AWS/ApiGateway",
      MetricName: "5xx",
      Dimensions,
      Statistic: "Sum",
      Period: 300,
      Threshold: 4,
    };
    expect(alarms).toContainEqual(expect.objectContaining({ ...common, ...api }));
  });

  test("there is one for what can be neither delivered nor parked: of every rule, and of the functions' failures", () => {
    const { Metrics = [] } = alarms.find(({ AlarmName }) => String(AlarmName).endsWith("-events-lost")) ?? {};
    const [sum, ...parts] = Metrics as { Expression?: string; ReturnData?: boolean; MetricStat?: never }[];
    expect(sum).toMatchObject({ Expression: "SUM(FILL(METRICS(), 0))" });
    const metrics = parts.map((part) => Object(part.MetricStat).Metric);
    expect(parts.every(({ ReturnData }) => ReturnData === false)).toBe(true);
    expect(metrics).toContainEqual({ Namespace: "AWS/Lambda", MetricName: "DestinationDeliveryFailures" });
    const rules = ofType("AWS::Events::Rule").filter(([, { EventPattern }]) => EventPattern);
    for (const [, { Name }] of rules)
      expect(metrics).toContainEqual({
        ...{ Namespace: "AWS/Events", MetricName: "InvocationsFailedToBeSentToDlq" },
        Dimensions: [
          { Name: "EventBusName", Value: { Ref: "Bus" } },
          { Name: "RuleName", Value: Name },
        ],
      });
    expect(metrics).toHaveLength(rules.length + 1);
  });

  test("each says what happened, and which section of the runbook goes on from there", () => {
    const headings = [...readFileSync("docs/runbook.md", "utf8").matchAll(/^## (.+)$/gm)].map(([, heading = ""]) =>
      heading.toLowerCase().replaceAll(" ", "-"),
    );
    for (const { AlarmDescription } of alarms) {
      const [, said = "", anchor = ""] = /^(.+) \S*docs\/runbook\.md#([a-z0-9-]+)$/.exec(AlarmDescription) ?? [];
      expect(said.length).toBeGreaterThan(20);
      expect(headings).toContain(anchor);
    }
  });

  test("no two have the same name", () => {
    expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
  });
});

test("what one needs to find everything is an output", () => {
  expect(template.Outputs).toMatchObject({
    HttpApiUrl: {},
    TableName: { Value: { Ref: "Table" } },
    BusName: { Value: { Ref: "Bus" } },
    CommandsQueueUrl: { Value: { Ref: "Commands" } },
    CommandsDeadQueueUrl: { Value: { Ref: "CommandsDead" } },
    ParkedQueueUrl: { Value: { Ref: "Parked" } },
    AlarmsTopicArn: { Value: { Ref: "Alarms" } },
  });
});

test("every log is deleted after 30 days", () => {
  const groups = ofType("AWS::Logs::LogGroup").map(([, group]) => group);
  expect(groups.map(({ LogGroupName }) => String(LogGroupName)).sort()).toEqual([
    ...functions.map(({ deployedName }) => `/aws/lambda/${deployedName}`).sort(),
    // A name that CloudWatch Logs lets API Gateway write to without an entry of its own in a policy with room for few.
    "/aws/vendedlogs/wts-session-hooks-dev-http-api",
  ]);
  expect(groups.map(({ RetentionInDays }) => RetentionInDays)).toEqual(groups.map(() => 30));
});

describe("the HTTP API", () => {
  const [stageId = "", properties] = ofType("AWS::ApiGatewayV2::Stage")[0] ?? [];
  const stage = Object(properties);

  test("logs no path, no header and no address", () => {
    expect(JSON.parse(stage.AccessLogSettings.Format)).toEqual({
      requestId: "$context.requestId",
      routeKey: "$context.routeKey",
      status: "$context.status",
      integrationLatencyMs: "$context.integrationLatency",
    });
  });

  const routesById = ofType("AWS::ApiGatewayV2::Route").map(([id, { RouteKey }]) => ({ id, key: String(RouteKey) }));

  test("throttles every route by itself, so that no flood at one of them takes what the others need", () => {
    const limit = (ThrottlingRateLimit: number, ThrottlingBurstLimit: number) => ({
      ThrottlingRateLimit,
      ThrottlingBurstLimit,
    });
    expect(Object.keys(stage.RouteSettings).sort()).toEqual(routesById.map(({ key }) => key).sort());
    expect(stage.RouteSettings).toEqual({
      "PATCH /sessions/{sessionId}": limit(50, 100),
      "POST /sessions/batch": limit(10, 20),
      "GET /health": limit(5, 10),
      "POST /webhooks/{source}": limit(100, 200),
      "POST /webhooks/{source}/{token}": limit(100, 200),
      "GET /webhooks/{source}": limit(10, 20),
      "GET /webhooks/{source}/{token}": limit(10, 20),
      "HEAD /webhooks/{source}": limit(5, 10),
      "HEAD /webhooks/{source}/{token}": limit(5, 10),
    });
    expect(stage.DefaultRouteSettings).toEqual(limit(5, 10));
  });

  // API Gateway refuses settings of a route that is not there yet: "Unable to find Route by key …", and the first deployment fails.
  test("has every route that its stage throttles before there is the stage", () => {
    const { DependsOn = [] } = resources[stageId] ?? {};
    const throttled = routesById.filter(({ key }) => key in stage.RouteSettings).map(({ id }) => id);
    expect([DependsOn].flat()).toEqual(expect.arrayContaining(["HttpApiLogGroup", ...throttled]));
  });
});

test("no version of a function is kept", () => {
  expect(ofType("AWS::Lambda::Version")).toEqual([]);
});

test("packaging the same bundles elsewhere and later gives the same zips", async () => {
  for (const name of ["serverless.yml", "package.json", "dist", "scripts/only-osls.mjs"])
    cpSync(join(root, name), join(scratch, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"));
  const cli = join(dirname(createRequire(import.meta.url).resolve("osls/package.json")), "bin/serverless.js");
  await promisify(execFile)(process.execPath, [cli, "package"], { cwd: scratch });
  const digest = (directory: string, name: string): string =>
    createHash("sha256")
      .update(readFileSync(join(directory, `${name}.zip`)))
      .digest("hex");
  for (const { name } of functions) expect(digest(join(scratch, ".serverless"), name)).toBe(digest(packageDir, name));
});
