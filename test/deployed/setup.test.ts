// A stage set up from nothing by `hooks setup`, as somebody without a terminal types it, into moto: the first run stops where nothing
// answers yet, the second goes on from there, and `hooks remove` takes all of it away.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListSubscriptionsCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Cloud, startCloud } from "../../judges/cloud/cloud.ts";
import { openDeployFolder, packagedIn } from "../../judges/cloud/deploy-folder.ts";
import { freePort } from "../../judges/cloud/free-port.ts";
import { packageOnce } from "../../judges/cloud/package-once.ts";
import { type RunningStage, runStage } from "../../judges/cloud/run-stage.ts";
import { clientOptionsAt } from "../../local/aws/account.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const root = join(import.meta.dirname, "../..");
const stage = "fromzero";
const limitMs = 300_000;

let cloud: Cloud;
let standIn: TestStandIn;
let running: RunningStage | undefined;
let folder: string;

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

const crmSecret = `whsec_${Buffer.from("the secret that the crm shows").toString("base64")}`;

const hooks = async (args: readonly string[], input = "") => {
  const child = spawn("npm", ["run", "-s", "hooks", "--", ...args, "--stage", stage], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, NODE_OPTIONS: "--no-warnings", SLS_AWS_MONITORING_FREQUENCY: "300" },
      ...{ HOOKS_CONFIG: join(folder, "hooks.config.ts"), ...cloud.operator },
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
};

test(
  "the first run deploys and stops where nothing answers; the second finds all done, and delivers",
  async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
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
      ["permissions", "left-out"],
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

test(
  "remove takes it away, and what holds something with --with-data",
  async () => {
    await running?.stop();
    running = undefined;
    const { code, stdout } = await hooks(["remove", "--yes", "--with-data"]);
    expect(stdout).toContain("The stack is removed.");
    expect(stdout).toContain(`Deleted: wts-session-hooks-${stage}`);
    expect(code).toBe(0);
    const dynamodb = new DynamoDBClient(clientOptionsAt(cloud.motoUrl));
    const { TableNames } = await dynamodb.send(new ListTablesCommand({})).finally(() => dynamodb.destroy());
    expect(TableNames).toEqual([]);
  },
  limitMs,
);
