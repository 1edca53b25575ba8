// `npm run test:aws -- --stage <name>`, where moto is the account: it says what it will do, takes nobody's stage, and leaves nothing behind.
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type AccountOptions, runAccount } from "../../judges/account/run-account.ts";
import { stageContents } from "../../judges/account/stage-contents.ts";
import { type Cloud, startCloud } from "../../judges/cloud/cloud.ts";
import { type RunningStage, runStage } from "../../judges/cloud/run-stage.ts";
import { clientOptionsAt, region } from "../../local/aws/account.ts";

const stage = "proof";
const limitMs = 400_000;
let cloud: Cloud;
let running: RunningStage | undefined;
let printed: string[];
const variables = new Map<string, string | undefined>();

beforeAll(async () => {
  cloud = await startCloud();
  // The command finds AWS, and its credentials, where every program finds them.
  for (const [name, value] of Object.entries(cloud.operator)) {
    variables.set(name, process.env[name]);
    process.env[name] = value;
  }
}, 150_000);

beforeEach(() => {
  printed = [];
});

afterAll(async () => {
  for (const [name, value] of variables)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await running?.stop();
  await cloud?.stop();
});

const options = (more: Partial<AccountOptions> = {}): AccountOptions => ({
  stage,
  region,
  environment: { PATH: process.env.PATH ?? "", HOME: mkdtempSync(join(cloud.folder, "home-")), ...cloud.operator },
  print: (line) => printed.push(line),
  confirm: async () => true,
  ...more,
});

const deployments = (): number => cloud.front.calls.filter(({ operation }) => operation === "CreateChangeSet").length;

test("a stage that may be somebody's is refused by its name, and one that holds anything by what it holds", async () => {
  expect(await runAccount(options({ stage: "prod" }))).toBe(false);
  expect(printed.join()).toContain("prod may be somebody's");

  const dynamodb = new DynamoDBClient(clientOptionsAt(cloud.motoUrl));
  const TableName = `wts-session-hooks-${stage}`;
  try {
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      }),
    );
    expect(await runAccount(options())).toBe(false);
    expect(printed.join()).toContain(`holds the table ${TableName}`);
    await dynamodb.send(new DeleteTableCommand({ TableName }));
  } finally {
    dynamodb.destroy();
  }
  expect(deployments()).toBe(0);
});

test(
  "it says what it creates, writes and costs, and without a yes it does nothing",
  async () => {
    let said = "";
    const confirm = async (plan: string) => {
      said = plan;
      return false;
    };
    expect(await runAccount(options({ confirm }))).toBe(false);
    expect(said).toContain("000000000000, sa-east-1");
    expect(said).toMatch(/\d+ Lambda::Function/);
    expect(said).toMatch(/costs {5}about US\$ 0\.\d\d/);
    expect(said).toContain("wts-session-hooks/proof/access");
    expect(deployments()).toBe(0);
    expect(await stageContents({ stage, region })).toEqual([]);
  },
  limitMs,
);

test(
  "it deploys, checks the ways in, what is parked and the kill switch, and removes all of it",
  async () => {
    const urlOf = async (packageDir: string) => {
      running = await runStage({ cloud, packageDir, onLog: () => {} });
      return running.url;
    };
    const isGood = await runAccount(options({ urlOf }));
    expect(printed.filter((line) => line.startsWith("FAIL"))).toEqual([]);
    expect(printed.filter((line) => line.startsWith("ok"))).toHaveLength(7);
    expect(isGood).toBe(true);
  },
  limitMs,
);
