// The kill switch, and what status says about it.
import { userInfo } from "node:os";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { accountKeys } from "../../lib/aws/item-keys.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";
import { parkedCommand, queuedCommand } from "./support/queued-command.ts";

let our: HooksForTests;
beforeAll(async () => {
  our = await startHooks();
});
afterEach(() => our.empty());
afterAll(() => our.stop());

/** Whoever runs the tests, at some instant. */
const said = { at: expect.stringMatching(/^\d{4}-.+Z$/), by: userInfo().username };

const withoutSecrets = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
  const endpoints = { ...our.endpoints, AWS_ENDPOINT_URL_SECRETS_MANAGER: our.endpoints.AWS_ENDPOINT_URL_SQS };
  return our.runningOtherwise({ endpoints }, work);
};

describe("pause and resume", () => {
  test("throw the switch of the account of the configuration, and say what goes on all the same", async () => {
    const paused = await our.hooks("pause");
    expect(paused.code).toBe(0);
    expect(paused.stdout).toContain(
      "Paused: queued commands of account default in the local stack are no longer applied",
    );
    expect(paused.stdout).toContain("their commands wait in the queue");
    expect(paused.stdout.trimEnd().split("\n")).toHaveLength(6);
    expect(paused.stdout).toMatch(/within 3 d; what waited longer than 12 h \(queue\.giveUpAfterMs\) gets one attempt/);
    expect(paused.stdout).toContain("updates over HTTP reach WTS at once");
    expect(await our.isPaused("default")).toBe(true);
    expect(await our.isPaused("filial")).toBe(false);

    expect((await our.hooks("resume")).stdout).toContain("those that waited come back within 5 min");
    expect(await our.json("resume")).toEqual({
      account: "default",
      paused: false,
      dryRun: false,
      before: { paused: false, switchedBy: said },
      switchedBy: said,
    });
    expect(await our.isPaused("default")).toBe(false);
  });

  test("throw the switch of the account that is named", async () => {
    expect(await our.json("pause", "--account", "filial")).toMatchObject({ account: "filial", paused: true });
    expect(await our.isPaused("filial")).toBe(true);
    await our.hooks("resume", "--account", "filial");
    expect(await our.isPaused("filial")).toBe(false);
  });

  test("say beforehand what they would do, and who has thrown the switch, and throw nothing", async () => {
    await our.hooks("pause", "--account", "filial");
    expect(await our.json("resume", "--account", "filial", "--dry-run")).toEqual({
      account: "filial",
      paused: false,
      dryRun: true,
      before: { paused: true, switchedBy: said },
      switchedBy: null,
    });
    expect((await our.hooks("resume", "--account", "filial", "--dry-run")).stdout).toMatch(/^Nothing was written/);
    expect(await our.isPaused("filial")).toBe(true);
    await our.hooks("resume", "--account", "filial");
  });

  test("an account that an earlier version paused is paused by nobody that is known", async () => {
    await our.table.update(accountKeys.killSwitch("filial"), {
      set: { paused: true, changedAt: "2026-11-20T12:00:00.000Z" },
      remove: ["changedBy"],
    });
    expect((await our.hooks("status", "--account", "filial")).stdout).toContain("PAUSED (`resume` goes on)");
    expect(await our.json("resume", "--account", "filial")).toMatchObject({
      before: { paused: true, switchedBy: null },
    });
  });

  test("refuse an account that does not exist: the right one would go on", async () => {
    expect(await our.hooks("pause", "--account", "filail")).toEqual({
      code: 1,
      stdout: "",
      stderr: "error: there is no account filail in the local stack: name one of default, filial\n",
    });
    expect(await our.isPaused("filail")).toBe(false);
  });

  test("work without the permission to read the accounts", async () => {
    const { code, stderr } = await withoutSecrets(() => our.hooks("pause", "--account", "filial"));
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /the accounts secret cannot be read \(.+\), so nobody checked that there is an account filial/,
    );
    expect(await our.isPaused("filial")).toBe(true);
    await our.hooks("resume", "--account", "filial");
  });
});

describe("status", () => {
  test("tells what is paused, what waits, and what has not been published", async () => {
    our.put("Commands", queuedCommand("waiting"), "default/x");
    our.put("Parked", parkedCommand(queuedCommand("old"), "WTS_DENIED", "2026-11-20T12:00:00.000Z"));
    our.put("Parked", parkedCommand(queuedCommand("new"), "WTS_DENIED", "2026-11-21T12:00:00.000Z"));
    our.clock.advance(-60_000);
    await our.recordApplied(queuedCommand("unpublished"), { isDue: true });
    our.clock.advance(60_000);
    await our.hooks("pause", "--account", "filial");

    expect(await our.json("status")).toEqual({
      place: "the local stack",
      accounts: [
        { account: "default", hasKey: true, held: 0, paused: false },
        { account: "filial", hasKey: true, held: 0, paused: true, pausedBy: said },
      ],
      queues: [
        { name: "commands", waiting: 1, hidden: 0, oldestAt: null },
        { name: "reassign-session-events", waiting: 0, hidden: 0, oldestAt: null },
        { name: "commands-dead", waiting: 0, hidden: 0, oldestAt: null },
        { name: "parked", waiting: 2, hidden: 0, oldestAt: "2026-11-20T12:00:00.000Z" },
      ],
      unpublishedOutcomes: 1,
      figures: expect.any(Array),
    });
    const { stdout } = await our.hooks("status");
    expect(stdout).toContain("default  applied");
    expect(stdout).toMatch(new RegExp(`filial +PAUSED by ${said.by} at \\d{4}-\\S+ \\S+ \\(.resume. goes on\\)`));
    expect(stdout).toMatch(/parked +2 +0 +\d+ \w+ ago/);
    expect(stdout).toContain("Outcomes not published yet: 1");
    expect(our.inside("Commands")).toMatchObject({ ready: { length: 1 }, hidden: 0 });
  });

  test("shows what it can without the permission to read the accounts", async () => {
    const { code, stdout, stderr } = await withoutSecrets(() => our.hooks("status"));
    expect(code).toBe(0);
    expect(stdout).toContain("default  applied");
    expect(stderr).toContain("only the account of hooks.config.ts is shown");
  });

  test("says when nothing answers where something was running", async () => {
    const endpoints = { ...our.endpoints, AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:1" };
    const { code, stderr } = await our.runningOtherwise({ endpoints }, () => our.hooksProcess("status"));
    expect(code).toBe(1);
    expect(stderr).toContain("ECONNREFUSED");
    expect(stderr).toContain("is `npm start` still running?");
  });
});
