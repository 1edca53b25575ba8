// `try` at a terminal: what is typed there for the key is not shown, neither while it is typed nor later.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ownEnvironment } from "../support/own-files.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const key = testAccounts.default.apiKey;
const root = fileURLToPath(new URL("../../", import.meta.url));
const command = ["node", "--import", "./local/choose-node.mjs", "cli/hooks.ts", "try"];
const environment = { ...process.env, ...ownEnvironment };

let standIn: TestStandIn;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());

/** It is a program of util-linux, which gives another program a terminal of its own. */
const hasScript = spawnSync("script", ["--version"]).status === 0;

(hasScript ? test : test.skip)("the key is asked for, typed, and nowhere on the screen", async () => {
  const line = [...command, "--base-url", standIn.url].join(" ");
  const child = spawn("script", ["-qfec", line, "/dev/null"], { cwd: root, env: environment });
  let screen = "";
  let isAnswered = false;
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    if (isAnswered || !screen.includes("API")) return;
    isAnswered = true;
    child.stdin.write(`${key}\r`);
  });
  const [code] = await once(child, "close");
  expect({ code, screen }).toEqual({ code: 0, screen: expect.stringMatching(/v2/) });
  expect(screen).not.toContain(key.slice(4, 16));
});

test("without a terminal the key is the first line of the input, although nobody closes it", async () => {
  const [node = "", ...args] = command;
  const child = spawn(node, [...args, "--json", "--base-url", standIn.url], {
    cwd: root,
    env: environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stdin.write(`${key}\nanother line\n`);
  const [code] = await once(child, "close");
  expect({ code, key: JSON.parse(printed).key }).toEqual({ code: 0, key: "good" });
});
