// `notify`: what is configured, whether a message gets there, and never an address.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { defineConfig } from "../../lib/config.ts";
import { type Receiver, slackUrl, startReceiver } from "../notify/support/notify-world.ts";
import { englishIn } from "../support/english-words.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";

const config = defineConfig({
  language: "pt-BR",
  notify: { time: { kind: "slack", weeklySummary: "monday 09:00" }, n8n: { kind: "webhook" } },
});

let receiver: Receiver;
let our: HooksForTests;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  receiver.got.length = 0;
  our = await startHooks({ config });
  const { secretsFile } = JSON.parse(readFileSync(our.environment.LOCAL_RUNNING_FILE, "utf8"));
  const secrets = JSON.parse(readFileSync(secretsFile, "utf8"));
  writeFileSync(secretsFile, JSON.stringify({ ...secrets, notify: { time: slackUrl } }));
});
afterEach(() => our.stop());

const hooks = (...args: string[]) => runHere(args, { ...our.environment, NOTIFY_BASE_URL: receiver.url }, { config });

test("list says who is told of what, and what is wrong with an address", async () => {
  const { code, stdout } = await hooks("notify", "list");
  expect(code).toBe(0);
  expect(stdout).toMatch(/time +slack +alerts +monday 09:00 +existe/);
  expect(stdout).toMatch(/n8n +webhook +alerts +– +the access secret has no address/);
  expect(stdout).not.toContain("hooks.slack.com/");
});

describe("test", () => {
  test("sends a message as the functions would", async () => {
    const { code, stdout } = await hooks("notify", "test", "time");
    expect(code).toBe(0);
    expect(englishIn(stdout)).toEqual([]);
    expect(receiver.got).toHaveLength(1);
    expect(receiver.got[0]?.text).toContain("Isto é um teste de time");
  });

  test.each([
    ["tim", "`notify` of hooks.config.ts has no tim; the nearest is time"],
    ["n8n", "n8n was not told: the access secret has no address for it under `notify`"],
  ])("fails with words for %s", async (name, said) => {
    const { code, stderr } = await hooks("notify", "test", name);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(receiver.got).toEqual([]);
  });

  test("says what the chat answers, and not where it is", async () => {
    receiver.answers.push({ status: 404 });
    const { code, stderr } = await hooks("notify", "test", "time");
    expect(code).toBe(1);
    expect(stderr).toContain("time was not told: it answers 404");
    expect(stderr).not.toContain("secretslack");
  });
});
