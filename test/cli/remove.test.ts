// `remove`: what goes, what stays and why, before a yes; WTS is left first; and what holds something goes only with --with-data.
import { GetQueueUrlCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { wts } from "../../catalogue/sources/wts/source.ts";
import { runHooks } from "../../cli/program.ts";
import type { RunProgram } from "../../cli/run-program.ts";
import { findKeptParts } from "../../cli/setup/left-behind.ts";
import { defineConfig } from "../../lib/config.ts";
import { boxHere } from "../support/box-here.ts";
import { englishIn } from "../support/english-words.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";
import { type AwsForSetup, startAws } from "./support/aws-for-setup.ts";

const place = { stage: "test", region: "sa-east-1" };
const name = "wts-session-hooks-test";
const secret = "the-secret-in-the-address-0123456789";
const headers = { authorization: `Bearer ${testAccounts.default.apiKey}`, "content-type": "application/json" };

let aws: AwsForSetup;
let standIn: TestStandIn;
const before = new Map<string, string | undefined>();
const ran: string[] = [];

beforeAll(async () => {
  aws = await startAws();
  standIn = await startTestStandIn();
  for (const [variable, value] of Object.entries(aws.environment)) {
    before.set(variable, process.env[variable]);
    process.env[variable] = value;
  }
});
beforeEach(async () => {
  if ((await findKeptParts(place)).length === 0) await aws.deploy();
  aws.reset();
  Object.assign(aws.state, { stackStatus: "UPDATE_COMPLETE", url: "http://127.0.0.1:7" });
  const text = { accounts: { default: testAccounts.default }, access: { clients: {}, sources: { wts: [secret] } } };
  for (const [each, value] of Object.entries(text))
    aws.state.secrets.set(`wts-session-hooks/test/${each}`, { text: JSON.stringify(value), isDeleted: false });
  ran.length = 0;
  await standIn.admin("POST", "reset", {});
  for (const url of [`http://127.0.0.1:7/webhooks/wts/${secret}`, "http://127.0.0.1:7/n8n/another"])
    await fetch(`${standIn.url}/core/v1/webhook/subscription`, {
      ...{ method: "POST", headers },
      body: JSON.stringify({ name: "any", url, events: ["SESSION_NEW"] }),
    });
});
afterAll(async () => {
  for (const [variable, value] of before)
    if (value === undefined) delete process.env[variable];
    else process.env[variable] = value;
  await Promise.all([aws.stop(), standIn.stop()]);
});

const subscribedUrls = async (): Promise<string[]> => {
  const answer = await fetch(`${standIn.url}/core/v1/webhook/subscription`, { headers });
  return ((await answer.json()) as { url: string }[]).map(({ url }) => url);
};

/** The command itself is run in test/deployed. */
const removing: RunProgram = async (words) => {
  // WTS is left before: with the stack its address is gone.
  ran.push(words.join(" "), `${(await subscribedUrls()).length} at WTS`);
  aws.state.stackStatus = undefined;
  return { code: 0, output: "" };
};

const remove = async (
  args: readonly string[],
  { answer, run = removing }: { answer?: string; run?: RunProgram } = {},
) => {
  const said = { stdout: "", stderr: "" };
  const config = defineConfig({ language: "pt-BR", wts: { baseUrl: standIn.url }, sources: { wts } });
  const code = await runHooks(["remove", "--stage", "test", ...args], {
    ...{ environment: {}, config, box: boxHere(config.sources), runProgram: run },
    stdout: (part) => {
      said.stdout += part;
    },
    stderr: (part) => {
      said.stderr += part;
    },
    ...(answer !== undefined && { ask: async () => answer }),
  });
  expect(said.stdout + said.stderr).not.toContain(secret);
  return { code, ...said };
};

test("says what goes and what stays and why, and does nothing without a yes", async () => {
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: `${name}-commands.fifo` }));
  await aws.sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: "{}",
      MessageGroupId: "a",
      MessageDeduplicationId: crypto.randomUUID(),
    }),
  );
  const dry = await remove(["--dry-run"]);
  expect({ code: dry.code, stderr: dry.stderr }).toEqual({ code: 0, stderr: "" });
  expect(dry.stdout).toContain(`a pilha ${name}: 2 Lambda::Function`);
  expect(dry.stdout).toContain("1 mensagens esperam em commands e se perdem com a pilha");
  for (const kept of [
    name,
    `${name}-parked`,
    `${name}-commands-dead.fifo`,
    "wts-session-hooks/test/accounts, wts-session-hooks/test/access",
  ])
    expect(dry.stdout).toContain(`\n  ${kept}: `);
  expect(englishIn(dry.stdout)).toEqual([]);
  expect(await remove([], { answer: "n" })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("the answer was not yes"),
  });
  expect(await remove([])).toMatchObject({ code: 1, stderr: expect.stringContaining("add --yes") });
  expect([ran, (await findKeptParts(place)).length, (await subscribedUrls()).length]).toEqual([[], 3, 2]);
});

test("leaves WTS first, then removes the stack, and keeps what holds something", async () => {
  const { code, stdout } = await remove([], { answer: "s" });
  expect(code).toBe(0);
  expect(ran).toEqual(["npm run osls -- remove --stage test --region sa-east-1", "1 at WTS"]);
  expect(await subscribedUrls()).toEqual(["http://127.0.0.1:7/n8n/another"]);
  expect(stdout).toContain("A pilha foi removida.");
  expect(stdout).toContain("npm run hooks -- remove --stage test --region sa-east-1 --with-data");
  expect((await findKeptParts(place)).map(({ name: kept }) => kept)).toEqual([
    name,
    `${name}-parked`,
    `${name}-commands-dead.fifo`,
  ]);
  expect([...aws.state.secrets.values()].map(({ isDeleted }) => isDeleted)).toEqual([false, false]);
});

test("--with-data deletes that as well, secrets so that they can be restored, and there is nothing left to remove", async () => {
  const { code, stdout } = await remove(["--with-data", "--yes", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    removed: [
      name,
      name,
      `${name}-parked`,
      `${name}-commands-dead.fifo`,
      "wts-session-hooks/test/accounts",
      "wts-session-hooks/test/access",
    ],
    kept: [],
  });
  expect(await findKeptParts(place)).toEqual([]);
  expect([...aws.state.secrets.values()].map(({ isDeleted }) => isDeleted)).toEqual([true, true]);
  expect((await remove(["--yes"])).stdout).toContain("Não há nada deste ambiente.");
  expect(ran).toHaveLength(2);
});

test("goes on where it stopped: the stack is gone, and what it left is deleted", async () => {
  await remove(["--yes"]);
  const { code, stdout } = await remove(["--with-data", "--yes"]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("a pilha já não existe") });
  expect([await findKeptParts(place), ran.length]).toEqual([[], 2]);
});

test("rules of somebody's own on the bus are named before anything is done", async () => {
  aws.state.rules = [`${name}-accept-update-event-rule-1`, "minha-regra"];
  const { code, stderr } = await remove(["--yes"]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("apague minha-regra com os destinos") });
  expect([ran, (await subscribedUrls()).length]).toEqual([[], 2]);
});

test("a WTS that cannot be asked holds up no removal, and is said", async () => {
  standIn.writeAccounts({ default: { apiKey: "pn_another_key_0123456789" } });
  let hasRun = false;
  const run: RunProgram = async () => {
    hasRun = true;
    return { code: 0, output: "" };
  };
  const { code, stderr } = await remove(["--yes"], { run });
  standIn.writeAccounts(testAccounts);
  expect({ code, stderr, hasRun }).toEqual({
    ...{ code: 0, hasRun: true },
    stderr: expect.stringContaining("retire o webhook lá, à mão"),
  });
});

test("a stack that is not removed is said with the last of what the command said, and nothing else is deleted", async () => {
  const run: RunProgram = async () => ({ code: 1, output: "✖ Error:\nThe bucket is not empty\n" });
  const { code, stderr } = await remove(["--with-data", "--yes"], { run });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("The bucket is not empty") });
  expect(await findKeptParts(place)).toHaveLength(3);
});
