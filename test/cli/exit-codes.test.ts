// A script goes by the exit code: it says the verdict, and --help says which.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { crm } from "../../catalogue/sources/crm/source.ts";
import { badVerdicts, exitCodeText } from "../../cli/exit-codes.ts";
import { defineConfig } from "../../lib/config.ts";
import { killSwitch } from "../../lib/records/kill-switch.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { everyCommand } from "./support/every-command.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";

test.each(everyCommand)("the help of `%s` says its exit codes", async (words) => {
  const { stdout } = await runHere([...words.split(" "), "--help"], {});
  expect(stdout.match(/^Exit codes: .*$/gm)).toEqual([exitCodeText(words)]);
  expect(stdout).toMatch(/^Exit codes: 0 done, 1 not done, 2 wrong usage(?:; 1 also if .+)?$/m);
});

test("a verdict is said of some, and not of all", () => {
  const having = everyCommand.filter(([words]) => exitCodeText(words).includes("1 also if")).map(([words]) => words);
  expect(having.toSorted()).toEqual(Object.keys(badVerdicts).toSorted());
  expect(having.length).toBeLessThan(everyCommand.length / 2);
});

describe("on a stack", () => {
  let standIn: TestStandIn;
  let our: HooksForTests;
  const config = defineConfig({
    publicUrl: "http://127.0.0.1:9",
    sources: { crm },
    autoClose: { policies: [{ name: "after-a-year", idle: { hours: 8_000 } }] },
  });
  beforeAll(async () => {
    standIn = await startTestStandIn();
    our = await startHooks({ wtsUrl: standIn.url, config });
  });
  beforeEach(() => our.empty());
  afterAll(async () => {
    await our.stop();
    await standIn.stop();
  });

  const codeOf = async (...args: string[]) => (await our.hooks(...args)).code;

  test("`status`: 0 when nobody is needed, 1 while an account is paused", async () => {
    expect(await codeOf("status")).toBe(0);
    const paused = killSwitch({ table: our.table, clock });
    await paused.pause("default");
    const { code, stderr, stdout } = await our.hooks("status", "--json");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "Needs somebody: account default is paused (`resume`).\n",
    });
    expect(JSON.parse(stdout).accounts[0]).toMatchObject({ account: "default", paused: true });
    await paused.resume("default");
    expect(await codeOf("status")).toBe(0);
  });

  test.each(["Parked", "CommandsDead"] as const)("`status`: 1 while something lies in %s", async (queue) => {
    our.put(queue, { kind: "nothing of ours" }, queue === "Parked" ? undefined : "group");
    const { code, stderr } = await our.hooks("status");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Needs somebody: 1 in (?:parked|commands-dead) \(`parked list`\)\.$/m);
    // To list it is all that was asked for.
    expect(await codeOf("parked", "list")).toBe(0);
  });

  test("`auto-close --dry-run`: 0 for a policy that waits for its yes, 1 where no run would do anything", async () => {
    expect(await codeOf("auto-close", "--dry-run")).toBe(0);
    const paused = killSwitch({ table: our.table, clock });
    await paused.pause("default");
    const { code, stderr, stdout } = await our.hooks("auto-close", "--dry-run", "--json");
    await paused.resume("default");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "Somebody has to look at this before a run does what it should.\n",
    });
    expect(JSON.parse(stdout)).toMatchObject({ noRun: "paused" });
  });

  test("`explain`: 0 for what would be taken, 1 for what would be refused", async () => {
    const sample = "events/receive-webhook/202-crm-deal-won.json";
    expect(await codeOf("explain", sample, "--sign")).toBe(0);
    const { code, stdout } = await our.hooks("explain", sample, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout).verdict).toMatch(/^401/);
  });
});
