// The kill switch, and what status says about it.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";
import { parkedCommand, queuedCommand } from "./support/queued-command.ts";

let our: HooksForTests;
beforeAll(async () => {
  our = await startHooks();
});
afterEach(() => our.empty());
afterAll(() => our.stop());

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
    expect(paused.stdout).toMatch(/within 3 d; what waited longer than 12 h \(queue\.giveUpAfterMs\) gets one attempt/);
    expect(paused.stdout).toContain("updates over HTTP reach WTS at once");
    expect(await our.isPaused("default")).toBe(true);
    expect(await our.isPaused("filial")).toBe(false);

    expect((await our.hooks("resume")).stdout).toContain("those that waited come back within 5 min");
    expect(await our.json("resume")).toEqual({ account: "default", paused: false });
    expect(await our.isPaused("default")).toBe(false);
  });

  test("throw the switch of the account that is named", async () => {
    expect(await our.json("pause", "--account", "filial")).toEqual({ account: "filial", paused: true });
    expect(await our.isPaused("filial")).toBe(true);
    await our.hooks("resume", "--account", "filial");
    expect(await our.isPaused("filial")).toBe(false);
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
        { account: "filial", hasKey: true, held: 0, paused: true },
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
    expect(stdout).toContain("filial   PAUSED");
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
