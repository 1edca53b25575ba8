// A stage set up from nothing by `hooks setup`, as somebody without a terminal types it, into moto, by a user of IAM who has the policy
// that `--print-policy` prints and nothing else. The first run stops where nothing answers yet, the second goes on from there, `doctor`
// finds what is planted and nothing besides, and `hooks remove` takes all of it away.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CloudWatchClient, PutMetricDataCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { LambdaClient, PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { ListSubscriptionsCommand, SNSClient, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { DeployPolicy } from "../../cli/setup/deploy-policy.ts";
import { simulatePolicy } from "../../cli/setup/simulate-policy.ts";
import { type Cloud, startCloud } from "../../judges/cloud/cloud.ts";
import { openDeployFolder, packagedIn } from "../../judges/cloud/deploy-folder.ts";
import { freePort } from "../../judges/cloud/free-port.ts";
import { packageOnce } from "../../judges/cloud/package-once.ts";
import { type RunningStage, runStage } from "../../judges/cloud/run-stage.ts";
import { accountId, clientOptionsAt, region } from "../../local/aws/account.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const root = join(import.meta.dirname, "../..");
const stage = "fromzero";
const name = `wts-session-hooks-${stage}`;
const limitMs = 300_000;

let cloud: Cloud;
let standIn: TestStandIn;
let running: RunningStage | undefined;
let folder: string;
let policy: DeployPolicy;
let people = 0;

interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
let deployer: Key;
let nowhere: string;

beforeAll(async () => {
  [cloud, standIn] = await Promise.all([startCloud(), startTestStandIn()]);
  folder = mkdtempSync(join(tmpdir(), "from-zero-"));
  const source = (name: string) => JSON.stringify(join(root, `catalogue/sources/${name}/source.ts`));
  // The stage is packaged in a folder of its own, as in everybody's own folder: that of the project stays what it is.
  openDeployFolder({ folder, stage, configFile: join(folder, "hooks.config.ts") });
  writeFileSync(
    join(folder, "hooks.config.ts"),
    `import { defineConfig } from "wts-session-hooks";
import { crm } from ${source("crm")};
import { wts } from ${source("wts")};
export default defineConfig({
  language: "en",
  wts: { baseUrl: ${JSON.stringify(standIn.url)} },
  sources: { crm: { ...crm, observe: true }, wts },
});
`,
  );
}, 150_000);

afterAll(async () => {
  await running?.stop();
  await Promise.all([cloud?.stop(), standIn?.stop()]);
});

/** A user of IAM with that policy alone. */
const personWith = (given: DeployPolicy): Promise<Key> => cloud.front.people.add(`person-${++people}`, given);

const crmSecret = `whsec_${Buffer.from("the secret that the crm shows").toString("base64")}`;

const statementsOf = (given: readonly { sid: string; action: string }[]): DeployPolicy => ({
  Version: "2012-10-17",
  Statement: given.map(({ sid, action }) => ({ Sid: sid, Effect: "Allow", Action: [action], Resource: ["*"] })),
});

const hooks = async (args: readonly string[], input = "", key: Key | undefined = deployer) => {
  const child = spawn("npm", ["run", "-s", "hooks", "--", ...args, "--stage", stage], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, NODE_OPTIONS: "--no-warnings", SLS_AWS_MONITORING_FREQUENCY: "300" },
      ...{ HOOKS_CONFIG: join(folder, "hooks.config.ts"), ...cloud.operator },
      ...(key && { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey }),
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
};

test(
  "the policy is printed for whoever has a key and no permission yet, and is what the deployment is made under",
  async () => {
    const nobody = await personWith(statementsOf([{ sid: "Nothing", action: "sqs:ListQueues" }]));
    const printed = await hooks(["setup", "--print-policy"], "", nobody);
    expect({ code: printed.code, stderr: printed.stderr }).toEqual({ code: 0, stderr: "" });
    policy = JSON.parse(printed.stdout);
    deployer = await personWith(policy);
    const refused = await hooks(["setup", "--yes"], `${testAccounts.default.apiKey}\n${crmSecret}\n`, nobody);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain("AccessDenied");
    expect(refused.stderr).toContain("secretsmanager:GetSecretValue");
  },
  limitMs,
);

test(
  "each statement that misses is named before anything is made",
  async () => {
    const caller = (name: string) => ({
      ...{ account: accountId, name: `user/${name}`, isRoot: false },
      arn: `arn:aws:iam::${accountId}:user/${name}`,
    });
    const before = { ...process.env };
    for (const { Sid } of policy.Statement) {
      // Whoever may not ask IAM is not refused for it, and told.
      const key = await personWith({ ...policy, Statement: policy.Statement.filter((each) => each.Sid !== Sid) });
      Object.assign(process.env, cloud.operator);
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey });
      const found = await simulatePolicy(policy, caller(`person-${people}`), region);
      process.env = { ...before };
      if (Sid === "Looking") expect(found).toEqual({ kind: "not-checked", why: "AccessDenied" });
      else
        expect([Sid, found.kind === "checked" && new Set(found.missing.map(({ sid }) => sid))]).toEqual([
          Sid,
          new Set([Sid]),
        ]);
    }
  },
  limitMs,
);

test(
  "the first run deploys and stops where nothing answers; the second finds all done, and delivers",
  async () => {
    nowhere = `http://127.0.0.1:${await freePort()}`;
    const args = ["setup", "--yes", "--email", "ops@example.com", "--token-file", join(folder, "token.txt")];
    const input = `${testAccounts.default.apiKey}\n${crmSecret}\n`;
    const first = await hooks([...args, "--url", nowhere, "--wait", "1"], input);
    expect(first.stderr).toContain(`${nowhere}/health should answer 200 and answered ECONNREFUSED`);
    expect(first.stdout).toMatch(/3\/7 Deploy\n {4}done: it answers at /);
    expect(first.stdout).toContain("AWS sends ops@example.com an e-mail");
    for (const secret of [testAccounts.default.apiKey, crmSecret])
      expect(first.stdout + first.stderr).not.toContain(secret);
    expect(readFileSync(join(folder, "token.txt"), "utf8")).toMatch(/^[\da-f]{64}\n$/);
    expect(first.code).toBe(1);

    const sns = new SNSClient(clientOptionsAt(cloud.motoUrl));
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({})).finally(() => sns.destroy());
    expect(Subscriptions.map(({ Endpoint }) => Endpoint)).toEqual(["ops@example.com"]);

    // osls deletes what it has deployed from.
    const packaged = await packageOnce({
      home: join(folder, "run"),
      stage,
      configFile: join(folder, "hooks.config.ts"),
    });
    running = await runStage({ cloud, packageDir: packagedIn(packaged), wtsUrl: standIn.url, onLog: () => {} });
    const second = await hooks(["setup", "--yes", "--url", running.url, "--json"]);
    const { steps = [], error } = JSON.parse(second.stdout);
    expect(steps.slice(0, 6).map(({ step, state }: { step: string; state: string }) => [step, state])).toEqual([
      ["permissions", "done"],
      ["secrets", "already"],
      ["deploy", expect.stringMatching(/^(already|done)$/)],
      ["alarms", expect.stringMatching(/^(already|waits)$/)],
      ["wts", "done"],
      ["delivery", "done"],
    ]);
    expect(error).toBeUndefined();
  },
  limitMs,
);

interface Finding {
  readonly check: string;
  readonly verdict: string;
  readonly what: string;
  readonly cure?: string;
}

const doctor = async (): Promise<{ code: number; bad: readonly Finding[]; all: readonly Finding[] }> => {
  const { code, stdout } = await hooks(["doctor", "--url", running?.url ?? "", "--json"]);
  const { findings: all } = JSON.parse(stdout) as { findings: Finding[] };
  return { code, all, bad: all.filter(({ verdict }) => verdict === "wrong" || verdict === "warning") };
};

/** Past the front: it happens to the stage, and nobody needs a permission for that. */
const atMoto = async <Client extends { destroy(): void }, Answer>(
  client: Client,
  work: (client: Client) => Promise<Answer>,
): Promise<Answer> => work(client).finally(() => client.destroy());

const plantFaults = async (): Promise<void> => {
  const at = clientOptionsAt(cloud.motoUrl);
  await atMoto(new CloudWatchClient(at), async (client) => {
    const AlarmName = `${name}-parked`;
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: "ALARM", StateReason: "planted" }));
    const metric = (Namespace: string, MetricName: string, Value: number, dimension: string, about: string) =>
      client.send(
        new PutMetricDataCommand({
          Namespace,
          MetricData: [
            { MetricName, Value, Timestamp: new Date(), Dimensions: [{ Name: dimension, Value: `${name}-${about}` }] },
          ],
        }),
      );
    await metric("AWS/Lambda", "Errors", 3, "FunctionName", "notify-people");
    await metric("AWS/SQS", "ApproximateAgeOfOldestMessage", 3_600, "QueueName", "commands.fifo");
  });
  await atMoto(new LambdaClient(at), (client) =>
    client.send(
      new PutFunctionConcurrencyCommand({
        ...{ FunctionName: `${name}-relay-outcomes`, ReservedConcurrentExecutions: 0 },
      }),
    ),
  );
  await atMoto(new EventBridgeClient(at), async (client) => {
    const { Rules = [] } = await client.send(new ListRulesCommand({ NamePrefix: `${name}-` }));
    await client.send(new DisableRuleCommand({ Name: Rules[0]?.Name }));
  });
  await atMoto(new SNSClient(at), async (client) => {
    const { Subscriptions = [] } = await client.send(new ListSubscriptionsCommand({}));
    for (const { SubscriptionArn } of Subscriptions) await client.send(new UnsubscribeCommand({ SubscriptionArn }));
  });
  await atMoto(new SQSClient(clientOptionsAt(cloud.sqsUrl)), (client) =>
    client.send(new SendMessageCommand({ QueueUrl: running?.queues.Parked, MessageBody: "{}" })),
  );
  const configFile = join(folder, "hooks.config.ts");
  writeFileSync(
    configFile,
    readFileSync(configFile, "utf8").replace("sources:", 'timeZone: "America/Manaus", sources:'),
  );
};

test(
  "doctor reads all of it under the same policy, finds nothing wrong, and each thing that is planted",
  async () => {
    // The first run subscribed the address at which nothing answered.
    const [other] = (await doctor()).bad;
    expect(other).toMatchObject({ check: "subscription", what: expect.stringContaining(new URL(nowhere).host) });
    const taken = await hooks(["wts", "unsubscribe", "--yes", "--url", nowhere]);
    expect({ code: taken.code, stderr: taken.stderr }).toEqual({ code: 0, stderr: "" });

    const healthy = await doctor();
    expect(healthy.bad).toEqual([]);
    expect(healthy.all.filter(({ verdict }) => verdict === "not-checked")).toEqual([]);
    expect(healthy.code).toBe(0);

    await plantFaults();
    const planted = await doctor();
    expect(planted.bad.map(({ check, what }) => `${check}: ${what}`)).toEqual([
      expect.stringMatching(/^build: .*configuration/),
      expect.stringMatching(/^parked: /),
      expect.stringMatching(/^queues: .*60 min/),
      expect.stringMatching(/^schedules: /),
      expect.stringMatching(/^alarms: /),
      expect.stringMatching(/^alarm-recipients: nobody/),
      expect.stringMatching(/^functions: /),
      expect.stringMatching(/^functions: 3 /),
    ]);
    for (const { cure } of planted.bad) expect(cure).toMatch(/\S/);
    expect(planted.code).toBe(1);
  },
  limitMs,
);

test(
  "remove refuses while the bus has a rule that is not the stack's; then it takes all away, with --with-data what holds something",
  async () => {
    await running?.stop();
    running = undefined;
    // The test itself watches the bus by a rule of its own.
    const refused = await hooks(["remove", "--yes", "--with-data"]);
    expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("everything") });
    await atMoto(new EventBridgeClient(clientOptionsAt(cloud.motoUrl)), async (client) => {
      const rule = { EventBusName: name, Rule: "everything" };
      const { Targets = [] } = await client.send(new ListTargetsByRuleCommand(rule));
      await client.send(new RemoveTargetsCommand({ ...rule, Ids: Targets.map(({ Id = "" }) => Id) }));
      await client.send(new DeleteRuleCommand({ EventBusName: name, Name: "everything" }));
    });

    const { code, stdout, stderr } = await hooks(["remove", "--yes", "--with-data"]);
    expect(stderr).not.toContain("error:");
    expect(stdout).toContain("The stack is removed.");
    expect(stdout).toContain(`Deleted: wts-session-hooks-${stage}`);
    expect(code).toBe(0);
    const dynamodb = new DynamoDBClient(clientOptionsAt(cloud.motoUrl));
    const { TableNames } = await dynamodb.send(new ListTablesCommand({})).finally(() => dynamodb.destroy());
    expect(TableNames).toEqual([]);
  },
  limitMs,
);
