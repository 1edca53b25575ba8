// `auto-close`: what runs would do, did, and may do.
import { userInfo } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { PolicyList } from "../../cli/auto-close/list-policies.ts";
import { localTimeText } from "../../cli/display/time-text.ts";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { policyApprovals } from "../../lib/auto-close/records/policy-approvals.ts";
import { runRecords, type SessionRecord, type Undo } from "../../lib/auto-close/records/run-records.ts";
import { defineConfig } from "../../lib/config.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";
import { queuedCommand } from "./support/queued-command.ts";

const config = defineConfig({
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  autoClose: {
    policies: [
      {
        name: "gentle",
        match: { status: "PENDING" },
        idle: { hours: 4 },
        warning: { text: "Oi?", grace: { hours: 1 } },
      },
      { name: "silent", idle: { hours: 4 } },
    ],
    breakerFloor: 3,
  },
});
const withPolicies = (...policies: typeof config.autoClose.policies) => ({
  ...config,
  autoClose: { ...config.autoClose, policies },
});
/** Whoever runs the tests. */
const by = userInfo().username;
const sessionIdOf = (index: number): string => `5e551c11-0000-4000-8000-00000000000${index}`;

let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  our = await startHooks({ wtsUrl: standIn.url, config });
});
afterEach(() => our.stop());

const agoOf = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const hold = async (sessions: readonly object[]): Promise<void> => {
  await standIn.admin("POST", "reset", {
    sessions: sessions.map((session, index) => ({
      id: sessionIdOf(index),
      createdAt: agoOf(31 - index / 10),
      lastMessageIn: agoOf(30),
      lastMessageOut: agoOf(29),
      channelType: "ZAPI_WHATSAPP",
      ...session,
    })),
  });
  await standIn.admin("PUT", "limits", { enabled: false });
};
const confirm = async (): Promise<void> => {
  for (const policy of config.autoClose.policies)
    await policyApprovals({ table: our.table }).confirm("default", policy.name, policyHash(policy));
};
const statusOf = async (index: number) =>
  (await standIn.admin<{ status: string }>("GET", `sessions/${sessionIdOf(index)}`)).status;
const idle = [{}, { status: "PENDING", userId: null }, { lastMessageOut: agoOf(1), lastMessageIn: agoOf(2) }];

interface Report {
  policies: { policy: string }[];
}

interface Ran {
  id: string;
  state: string;
  counts: Record<string, number>;
  sessions: SessionRecord[];
}

describe("auto-close --dry-run", () => {
  test("says which session would be warned or closed, why, and why the others not; writes nothing anywhere", async () => {
    await hold(idle);
    await confirm();
    const before = await our.json<{ runs: [] }>("auto-close", "runs");
    const { code, stdout } = await our.hooks("auto-close", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain("in account default of the local stack; nothing was written");
    expect(stdout).toMatch(
      /^What a run at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(times are those of America\/Sao_Paulo\) would do/,
    );
    interface Previewed {
      sessions: { lastMessageIn: string; lastMessageOut: string }[];
      staying: { until: string }[];
    }
    const { sessions, staying } = await our.json<Previewed>("auto-close", "--dry-run");
    const local = (instant = "") => localTimeText(instant, "America/Sao_Paulo");
    expect(stdout).toContain(`does it  ${local(sessions[0]?.lastMessageIn)}  ${local(sessions[0]?.lastMessageOut)}  `);
    expect(staying).toHaveLength(1);
    expect(stdout).toMatch(new RegExp(`1 +silent +NOT_IDLE_YET +${local(staying[0]?.until)}`));
    expect(stdout).toContain(`${sessionIdOf(2)}  silent  ${local(staying[0]?.until)}  NOT_IDLE_YET`);
    expect(stdout).toMatch(new RegExp(`${sessionIdOf(0)} +silent +close +does it .+MATCHED, IDLE`));
    expect(stdout).toMatch(new RegExp(`${sessionIdOf(1)} +gentle +warn +does it .+MATCHED, IDLE`));
    expect(stdout).toContain("Together: 1 would-close, 1 would-warn, 1 NOT_IDLE_YET");
    expect(await journalOf(standIn.admin, true)).toEqual([]);
    expect(await our.json("auto-close", "runs")).toEqual(before);
    expect(our.events).toEqual([]);
  });

  test("measures idleness as of another time, also in the future, and for one policy", async () => {
    await hold(idle);
    const future = new Date(Date.now() + 4 * 3_600_000).toISOString();
    const options = ["--dry-run", "--now", future, "--policy", "silent"];
    expect(await our.json("auto-close", ...options)).toMatchObject({
      now: future,
      counts: { "would-only-say-close": 2, ANOTHER_POLICY: 1 },
      sessions: [{ sessionId: sessionIdOf(0), policy: "silent", would: "close" }, { sessionId: sessionIdOf(2) }],
    });
    const past = new Date(Date.now() - 28 * 3_600_000).toISOString();
    expect(await our.json("auto-close", "--dry-run", "--now", past)).toMatchObject({ counts: { NOT_IDLE_YET: 3 } });
  });

  test("says which policies would not act in earnest, and what lets them", async () => {
    await hold(idle);
    const unconfirmed = await our.hooks("auto-close", "--dry-run", "--policy", "silent");
    expect(unconfirmed.stdout).toContain("Policy silent is new or changed: its first run only says");
    expect(unconfirmed.stdout).not.toContain("Policy gentle");
    expect(unconfirmed.stdout).toMatch(/silent +close +only says so/);
    const first = await our.hooks("auto-close");
    const waiting = await our.hooks("auto-close", "--dry-run");
    expect(waiting.stdout).toMatch(/silent +close +leaves it: POLICY_NOT_CONFIRMED/);
    expect(waiting.stdout).toContain("Together: 2 POLICY_NOT_CONFIRMED, 1 NOT_IDLE_YET");
    expect(first.stdout).toContain("Policy silent is not confirmed yet: `auto-close confirm silent` lets it act.");
    await confirm();
    expect((await our.hooks("auto-close", "--dry-run")).stdout).not.toMatch(/^Policy /m);
    await our.hooks("auto-close", "pause", "gentle");
    await our.hooks("pause");
    const paused = await our.hooks("auto-close", "--dry-run");
    expect(paused.stdout).toContain("Policy gentle is paused: `auto-close resume gentle` lets it act.");
    expect(paused.stdout).toContain("Account default is paused: `resume` lets it go on.");
    expect(await our.json("auto-close", "--dry-run")).toMatchObject({
      accountPaused: true,
      policies: [
        { name: "gentle", mode: "paused" },
        { name: "silent", mode: "acts" },
      ],
    });
  });

  test("shows no more than --show, and counts the rest", async () => {
    await hold([{}, {}, {}]);
    const { stdout } = await our.hooks("auto-close", "--dry-run", "--show", "1");
    expect(stdout).toContain("… and 2 more");
  });

  test("after an undo it says what the run says: closed before, and until when that counts", async () => {
    await hold([{}]);
    await confirm();
    const { id } = await our.json<Ran>("auto-close");
    await our.hooks("auto-close", "runs", "undo", id);
    const { stdout } = await our.hooks("auto-close", "--dry-run");
    expect(stdout).toContain("Together: 1 left CLOSED_BEFORE");
    expect(stdout).toMatch(new RegExp(`${sessionIdOf(0)} +silent +20\\d\\d-.+ CLOSED_BEFORE`));
    expect((await our.json<Ran>("auto-close")).counts).toEqual({ "left CLOSED_BEFORE": 1 });
  });

  test("says after how many the breaker would stop it, and that a stopped run waits", async () => {
    await hold([{}, {}, {}, {}, {}]);
    await confirm();
    const { stdout } = await our.hooks("auto-close", "--dry-run");
    expect(stdout).toContain("Together: 3 would-close, 2 next-run-close");
    expect(stdout).toMatch(/silent +close +ends before it: breaker/);
    expect(stdout).toContain("The run stops after 3: more would be far more than usual");
    await our.hooks("auto-close");
    expect((await our.hooks("auto-close", "--dry-run")).stdout).toMatch(/Run \w+ stopped, and none begins before/);
  });

  test.each([
    [["--now", "2099-01-01T00:00:00Z"], 2, "--now in the future goes with --dry-run"],
    [["--dry-run", "--now", "tomorrow"], 2, "--now: expected YYYY-MM-DD hh:mm (in America/Sao_Paulo)"],
    [["--dry-run", "--now", "11/30/2026 18:00"], 2, "read with the day first"],
    [["--dry-run", "--policy", "silnt"], 1, "hooks.config.ts has no policy silnt: the nearest is silent"],
  ])("refuses %p", async (args, exitCode, message) => {
    const { code, stderr } = await our.hooks("auto-close", ...args);
    expect(code).toBe(exitCode);
    expect(stderr).toContain(message);
  });
});

describe("auto-close", () => {
  test("begins with a dry run of what nobody has confirmed, and acts when somebody has", async () => {
    await hold(idle);
    const tooSoon = await our.hooks("auto-close", "confirm", "silent");
    expect(tooSoon.stderr).toContain("there is nothing to confirm");
    expect(tooSoon.stderr).toContain("`auto-close` begins one now");
    const first = await our.json<Ran>("auto-close");
    expect(first).toMatchObject({ state: "done", counts: { "would-close": 1, "would-warn": 1 } });
    const again = await our.hooks("auto-close");
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("no policy may act");
    const { stdout } = await our.hooks("auto-close", "confirm", "silent");
    expect(stdout).toContain(`as run ${first.id} has shown it`);
    expect(stdout).toContain("1 would-close");
    const second = await our.json<Ran>("auto-close");
    expect(second.counts).toMatchObject({ closed: 1, POLICY_NOT_CONFIRMED: 1 });
    expect([await statusOf(0), await statusOf(1)]).toEqual(["COMPLETED", "PENDING"]);
    expect(our.events.map(({ event }) => event["detail-type"])).toContain("Session Closed");
  });

  test("a confirmation of a run that showed nothing says so", async () => {
    await hold([{ lastMessageOut: agoOf(1), lastMessageIn: agoOf(2) }]);
    await our.hooks("auto-close");
    const { stdout } = await our.hooks("auto-close", "confirm", "silent");
    expect(stdout).toContain(
      "It showed nobody who would be warned or closed: `auto-close --dry-run --policy silent` looks again",
    );
  });

  test("names what it refuses to act on", async () => {
    await hold(idle);
    const [policy] = config.autoClose.policies;
    if (!policy) throw new Error("the configuration of this test has a policy");
    const misspelt = {
      ...config,
      autoClose: { ...config.autoClose, policies: [{ ...policy, match: { department: "Comercal" } }] },
    };
    const other = await startHooks({ wtsUrl: standIn.url, config: misspelt });
    try {
      const { code, stderr } = await other.hooks("auto-close");
      expect(code).toBe(1);
      expect(stderr).toContain("no department of the account has the name or id Comercal");
    } finally {
      await other.stop();
    }
  });

  test("lets one policy act alone, and the others keep their sessions", async () => {
    await hold(idle);
    await confirm();
    const { stdout } = await our.hooks("auto-close", "--policy", "gentle");
    expect(stdout).toMatch(/Run [0-9a-f]{12} in account default of the local stack: done; 1 warned/);
    expect(await statusOf(0)).toBe("IN_PROGRESS");
  });

  test("says what is in its way", async () => {
    await hold(idle);
    await confirm();
    await our.hooks("pause");
    expect((await our.hooks("auto-close")).stderr).toContain("the account is paused");
    await our.hooks("resume");
    await our.hooks("auto-close", "pause", "silent");
    expect((await our.json<Ran>("auto-close")).counts).toMatchObject({ warned: 1, POLICY_PAUSED: 1 });
    expect((await our.hooks("auto-close", "resume", "silent")).stdout).toContain("acts again");
    expect((await our.hooks("auto-close", "pause", "silnt")).code).toBe(1);
  });
});

describe("auto-close runs", () => {
  test("lists the runs and shows every session of one", async () => {
    await hold(idle);
    await confirm();
    const { id } = await our.json<Ran>("auto-close");
    const list = await our.hooks("auto-close", "runs");
    expect(list.stdout).toMatch(
      new RegExp(`${id} .+ \\S+ \\(command line\\) +done +1 closed, 1 warned +gentle, silent`),
    );
    const show = await our.hooks("auto-close", "runs", "show", id.slice(0, 6));
    expect(show.stdout).toMatch(new RegExp(`${sessionIdOf(0)} +silent +closed +IN_PROGRESS .+MATCHED, IDLE`));
    expect(show.stdout).toContain("1 closed, 1 warned, 1 NOT_IDLE_YET");
    const shown = await our.json<Ran>("auto-close", "runs", "show", id);
    expect(shown.sessions).toHaveLength(2);
    await our.json<Ran>("auto-close", "--policy", "silent");
    expect((await our.json<{ runs: Ran[] }>("auto-close", "runs")).runs).toHaveLength(2);
    expect((await our.json<{ runs: Ran[] }>("auto-close", "runs", "--limit", "1")).runs).toHaveLength(1);
    expect((await our.json<{ runs: Ran[] }>("auto-close", "runs", "--account", "filial")).runs).toEqual([]);
    const missing = await our.hooks("auto-close", "runs", "show", "ffffffff");
    expect(missing).toMatchObject({ code: 1 });
    expect(missing.stderr).toContain("account default has no run ffffffff");
  });

  test("undo opens again what nobody has touched, leaves the rest with the reason, and it stays open", async () => {
    await hold([{}, { status: "STARTED", userId: null }, {}]);
    await confirm();
    const { id } = await our.json<Ran>("auto-close");
    expect(await Promise.all([0, 1, 2].map(statusOf))).toEqual(["COMPLETED", "COMPLETED", "COMPLETED"]);
    await standIn.admin("POST", "messages", { sessionId: sessionIdOf(2), direction: "FROM_HUB", text: "oi" });
    const before = await journalOf(standIn.admin, true);
    const tried = await our.hooks("auto-close", "runs", "undo", id, "--dry-run");
    expect(await our.hooks("auto-close", "--dry-run", "runs", "undo", id)).toEqual(tried);
    expect(tried.code).toBe(0);
    expect(tried.stdout).toContain("2 would-restore, 1 left. Nothing was done");
    expect(tried.stdout).toMatch(new RegExp(`${sessionIdOf(0)} +silent +would-restore`));
    expect(await journalOf(standIn.admin, true)).toEqual(before);
    expect((await our.hooks("auto-close", "runs")).stdout).not.toContain("undone");
    const undone = await our.hooks("auto-close", "runs", "undo", id);
    expect(undone.code).toBe(0);
    expect(undone.stdout).toContain("2 restored, 1 left");
    expect(undone.stdout).toMatch(new RegExp(`${sessionIdOf(2)} +silent +left +OPEN_AGAIN`));
    expect(await Promise.all([0, 1].map(statusOf))).toEqual(["IN_PROGRESS", "STARTED"]);
    expect((await our.hooks("auto-close", "runs")).stdout).toContain("undone");
    expect((await our.json<Ran>("auto-close")).counts).toMatchObject({ "left CLOSED_BEFORE": 2 });
    expect(await statusOf(0)).toBe("IN_PROGRESS");
    // What was undone once is left alone by a second time.
    expect((await our.json<{ counts: object }>("auto-close", "runs", "undo", id)).counts).toEqual({ left: 3 });
  });

  test("a second undo adds to the record, which says of each what it restored, and by whom", async () => {
    await hold([{}, {}]);
    await confirm();
    const { id } = await our.json<Ran>("auto-close");
    await standIn.admin("POST", "faults", [{ path: `${sessionIdOf(1)}/partial`, status: 503, times: 9 }]);
    expect((await our.hooks("auto-close", "runs", "undo", id)).stderr).toContain(
      "1 could not be restored: run it again",
    );
    await standIn.admin("DELETE", "faults");
    expect((await our.hooks("auto-close", "runs", "undo", id)).code).toBe(0);
    // Somebody closes again what the first restored: that is theirs.
    await standIn.admin("PUT", `sessions/${sessionIdOf(0)}`, { status: "COMPLETED" });
    for (const options of [["--dry-run"], []])
      expect(
        (await our.json<{ sessions: { code: string }[] }>("auto-close", "runs", "undo", id, ...options)).sessions,
      ).toMatchObject([{ code: "CLOSED_AGAIN" }, { code: "OPEN_AGAIN" }]);
    const { undos } = await our.json<{ undos: Undo[] }>("auto-close", "runs", "show", id);
    expect(undos.map(({ sessions }) => sessions.map(({ result, code }) => code ?? result).toSorted())).toEqual([
      ["WTS_UNAVAILABLE", "restored"],
      ["OPEN_AGAIN", "restored"],
      ["CLOSED_AGAIN", "OPEN_AGAIN"],
    ]);
    expect(undos.map((undo) => undo.by)).toEqual([by, by, by]);
    const { entries } = await our.json<{ entries: object[] }>("session", sessionIdOf(0));
    expect(entries).toContainEqual(expect.objectContaining({ reasons: ["UNDONE"], orderedBy: by }));
    const { stdout } = await our.hooks("auto-close", "runs", "show", id);
    expect(stdout).toMatch(/undone .+ by .+: (1 restored, 1 failed|1 failed, 1 restored)\n/);
    expect(stdout).toMatch(/undone .+ by .+: (1 restored, 1 left|1 left, 1 restored)\n/);
    expect(stdout).toMatch(new RegExp(`${sessionIdOf(1)} +silent +closed, opened again 2`));
  });

  test("undo leaves what somebody closed again, moved, or removed", async () => {
    await hold([{}, {}, {}]);
    await confirm();
    const { id } = await our.json<Ran>("auto-close");
    await standIn.admin("PUT", `sessions/${sessionIdOf(0)}`, { endAt: "2026-11-20T12:00:00Z" });
    await standIn.admin("PUT", `sessions/${sessionIdOf(1)}`, { userId: null });
    await standIn.admin("POST", "faults", [{ path: sessionIdOf(2), status: 404 }]);
    const { sessions } = await our.json<{ sessions: { id: string; result: string; code: string }[] }>(
      ...["auto-close", "runs", "undo", id],
    );
    expect(sessions.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toMatchObject([
      { result: "left", code: "CLOSED_AGAIN" },
      { result: "left", code: "MOVED" },
      { result: "left", code: "GONE" },
    ]);
  });
});

describe("auto-close report", () => {
  test("says what became of the sessions, by our records alone, and of none more than they show", async () => {
    await hold([{}, {}, { status: "PENDING", userId: null }]);
    await confirm();
    await our.json("auto-close");
    await standIn.admin("POST", "messages", { sessionId: sessionIdOf(0), direction: "FROM_HUB", text: "oi" });
    await our.json("auto-close");
    const departmentId = "d0000000-0000-4000-8000-000000000001";
    const command = { command: "transfer" as const, sessionId: sessionIdOf(0), departmentId };
    await our.recordApplied(queuedCommand("a move", { command, rule: "vendas" }));
    const asked = (await journalOf(standIn.admin)).length;
    const report = await our.json<Report>("auto-close", "report");
    expect((await journalOf(standIn.admin)).length).toBe(asked);
    expect(report).toMatchObject({
      runs: 2,
      closedByPersonFirst: null,
      moves: [{ by: "vendas", moved: 1, answerNotKnown: 1, movedAgainBy: {} }],
    });
    expect(report.policies.toSorted((one, other) => (one.policy < other.policy ? -1 : 1))).toMatchObject([
      { policy: "gentle", warned: 1, afterWarning: { closedUnanswered: 0, answered: 0, notKnown: 1 } },
      { policy: "silent", closed: 2, afterClose: { wroteWithin1h: 1, wroteWithin24h: 1, notKnown: 1 } },
    ]);
    const { stdout } = await our.hooks("auto-close", "report", "--policy", "silent");
    expect(stdout).toContain("WTS was not asked: what no record shows is not known");
    expect(stdout).toMatch(/silent +2 +1 +1 +0 +0 +0 +1\n/);
    expect(stdout).not.toContain("gentle");
    expect((await our.hooks("auto-close", "report", "--account", "filial")).stdout).toContain("No policy did or said");
  });
});

describe("auto-close policies", () => {
  test("tells of each what it is about, when it closes, whether it acts, who said so, and when the next run is", async () => {
    await hold(idle);
    const at = expect.stringMatching(/^\d{4}-.+Z$/);
    expect(await our.json<PolicyList>("auto-close", "policies")).toMatchObject({
      account: "default",
      killSwitch: { paused: false, switchedBy: null },
      nextRun: { at, why: "due" },
      lastRun: null,
      policies: [
        {
          name: "gentle",
          mode: "unconfirmed",
          about: "status PENDING",
          closes: "4 hours after our last message; warned first, with 1 hour to answer",
          seen: null,
          confirmed: null,
          changes: null,
          needsConfirmation: true,
        },
        { name: "silent", about: "every open session", closes: "4 hours after our last message" },
      ],
    });
    const { id } = await our.json<Ran>("auto-close");
    await our.hooks("auto-close", "confirm", "silent");
    await our.hooks("auto-close", "pause", "gentle");
    const listed = await our.json<PolicyList>("auto-close", "policies");
    expect(listed).toMatchObject({
      nextRun: { at, why: "due" },
      lastRun: { id, state: "done" },
      policies: [
        { mode: "paused", paused: true, switchedBy: { by, at }, seen: { run: id } },
        { mode: "acts", confirmed: { saidSo: { by, at } }, changes: [], needsConfirmation: false },
      ],
    });
    expect(listed.policies[1]?.seen?.hash).toBe(listed.policies[1]?.hash);
    const { stdout } = await our.hooks("auto-close", "policies");
    expect(stdout).toMatch(new RegExp(`silent +acts +every open session +4 hours after our last message +${by}, 20`));
    expect(stdout).toMatch(new RegExp(`^Policy gentle is paused, by ${by} at 20`, "m"));
    expect(stdout).toMatch(/^The schedule begins the next run at 20/m);
    await our.hooks("pause");
    expect(await our.json("auto-close", "policies")).toMatchObject({
      killSwitch: { paused: true, switchedBy: { by, at } },
      nextRun: { at: null, why: "paused" },
    });
    expect((await journalOf(standIn.admin)).filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("says where what runs here was built before the configuration was edited", async () => {
    expect(await our.json("auto-close", "policies")).toMatchObject({ editedSinceBuild: null });
    await our.runningOtherwise({ startedAt: "2020-01-01T00:00:00.000Z" }, async () => {
      expect(await our.json("auto-close", "policies")).toMatchObject({ editedSinceBuild: "hooks.config.ts" });
      expect((await our.hooks("auto-close", "policies")).stdout).toContain(
        "hooks.config.ts was edited after what runs here was built: its own runs know nothing of that before `local rebuild`.",
      );
    });
  });

  test("asks WTS nothing", async () => {
    const asked = (await journalOf(standIn.admin)).length;
    await our.hooks("auto-close", "policies");
    expect((await journalOf(standIn.admin)).length).toBe(asked);
  });

  test("says in what a policy is another one than what was confirmed, and whether that needs a yes", async () => {
    await hold(idle);
    await our.hooks("auto-close");
    for (const { name } of config.autoClose.policies) await our.hooks("auto-close", "confirm", name);
    const [gentle, silent] = config.autoClose.policies;
    if (!gentle || !silent) throw new Error("the configuration of this test has two policies");
    const changed = withPolicies(
      { ...gentle, idle: { ...gentle.idle, hours: 2 } },
      { ...silent, idle: { ...silent.idle, hours: 9 }, close: { ...silent.close, farewell: "Até logo" } },
    );
    const { stdout, code } = await runHere(["auto-close", "policies"], our.environment, { config: changed });
    expect(code).toBe(0);
    expect(stdout).toContain(
      "Policy gentle closes more than what was confirmed, or sooner:\n  idle.hours: 4 -> 2\nPolicy silent is another one",
    );
    expect(stdout).toContain("closes no more and nothing sooner:\n  idle.hours: 4 -> 9\n  close.farewell: – -> true\n");
    const listed = JSON.parse(
      (await runHere(["auto-close", "policies", "--json"], our.environment, { config: changed })).stdout,
    );
    expect(listed).toMatchObject({
      policies: [
        {
          mode: "unconfirmed",
          needsConfirmation: true,
          changes: [{ path: "idle.hours", from: 4, to: 2 }],
        },
        {
          mode: "acts",
          needsConfirmation: false,
          changes: [
            { path: "idle.hours", from: 4, to: 9 },
            { path: "close.farewell", to: true },
          ],
        },
      ],
    });
    expect(JSON.stringify(listed)).not.toContain("Até logo");
  });

  test("what an earlier version confirmed says neither by whom nor in what it changed", async () => {
    await confirm();
    const { policies } = await our.json<PolicyList>("auto-close", "policies");
    expect(policies).toMatchObject([
      { mode: "acts", confirmed: { saidSo: null }, changes: null, needsConfirmation: false },
      { mode: "acts" },
    ]);
    expect((await our.hooks("auto-close", "policies")).stdout).toMatch(/gentle +acts .+ yes$/m);
  });

  test("speaks Portuguese, and says which are switched off", async () => {
    const [gentle, silent] = config.autoClose.policies;
    if (!gentle || !silent) throw new Error("the configuration of this test has two policies");
    const changed = {
      ...withPolicies(
        { ...gentle, enabled: false, except: { tags: ["vip", "obra"] } },
        { ...silent, waitingOn: "anyone" },
      ),
      language: "pt-BR" as const,
    };
    const { stdout } = await runHere(["auto-close", "policies"], our.environment, { config: changed });
    expect(stdout).toMatch(
      /gentle +desligada +situação PENDING, menos etiquetas vip ou obra +4 horas depois da nossa última mensagem; avisa antes e dá 1 hora/,
    );
    expect(stdout).toMatch(
      /silent +nova ou mudada +todos os atendimentos abertos +.*; não importa quem falou por último/,
    );
  });
});

describe("auto-close confirm", () => {
  test("records who, says beforehand what, and takes the hash of what a preview has shown", async () => {
    await hold(idle);
    const { policies } = await our.json<{ policies: { name: string; hash: string }[] }>("auto-close", "--dry-run");
    const hash = policies.find(({ name }) => name === "silent")?.hash ?? "";
    const asked = ["auto-close", "confirm", "silent", "--seen", hash];
    expect(await our.json(...asked, "--dry-run")).toEqual({
      ...{ account: "default", policy: "silent", dryRun: true, hash, run: null, counts: null, changes: null },
      ...{ again: false, confirmedBefore: null, confirmedBy: null },
    });
    expect((await our.hooks(...asked, "--dry-run")).stdout).toContain(
      "which no run has shown yet; nothing was written",
    );
    expect(await our.json("auto-close", "policies")).toMatchObject({ policies: [{}, { confirmed: null }] });
    expect(await our.json(...asked)).toMatchObject({ hash, run: null, confirmedBy: { by } });
    expect((await our.json<Ran>("auto-close")).counts).toMatchObject({ closed: 1 });
    expect(await our.json(...asked)).toMatchObject({ again: true, confirmedBefore: { by }, changes: [] });
  });

  test("confirms nothing where the policy is another by now than what was seen", async () => {
    await hold(idle);
    const [gentle, silent] = config.autoClose.policies;
    if (!gentle || !silent) throw new Error("the configuration of this test has two policies");
    const { policies } = await our.json<PolicyList>("auto-close", "policies");
    const seen = policies[1]?.hash ?? "";
    const changed = withPolicies(gentle, { ...silent, idle: { ...silent.idle, hours: 1 } });
    const { code, stderr } = await runHere(["auto-close", "confirm", "silent", "--seen", seen], our.environment, {
      config: changed,
    });
    expect(code).toBe(1);
    expect(stderr).toContain(`policy silent is another by now: --seen names ${seen}, and it is `);
    expect(stderr).toContain("look at it again with `auto-close policies` and `auto-close --dry-run --policy silent`");
    expect(await our.json("auto-close", "policies")).toMatchObject({ policies: [{}, { confirmed: null }] });
  });
});

test("auto-close pause and resume say beforehand what comes of it, and who had it so", async () => {
  await confirm();
  expect(await our.json("auto-close", "pause", "silent", "--dry-run")).toEqual({
    ...{ account: "default", policy: "silent", paused: true, dryRun: true, mode: "paused", switchedBy: null },
    before: { paused: false, switchedBy: null },
  });
  expect((await our.hooks("auto-close", "pause", "silent", "--dry-run")).stdout).toContain("nothing was written");
  expect(await our.json("auto-close", "policies")).toMatchObject({ policies: [{}, { mode: "acts" }] });
  await our.hooks("auto-close", "pause", "silent");
  expect((await our.hooks("auto-close", "pause", "silent")).stdout).toContain(`is paused already, by ${by} at`);
  expect(await our.json("auto-close", "resume", "silent", "--dry-run")).toMatchObject({
    ...{ paused: false, mode: "acts", before: { paused: true, switchedBy: { by } } },
  });
  expect(await our.json("auto-close", "policies")).toMatchObject({ policies: [{}, { mode: "paused" }] });
});

describe("auto-close continue", () => {
  test("lets a run go on that the breaker stopped, and no other", async () => {
    await hold([{}, {}, {}, {}, {}]);
    await confirm();
    const stopped = await our.hooks("auto-close");
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toContain("far more sessions than usual");
    const [run] = await runRecords({ table: our.table, clock, keptDays: 90 }).list("default", 1);
    expect((await our.hooks("auto-close", "runs")).stdout).toContain(`auto-close continue ${run?.id}`);
    expect((await our.hooks("auto-close")).stderr).toContain("a run stopped and waits for somebody");
    expect(await our.json("auto-close", "continue", run?.id ?? "", "--dry-run")).toMatchObject({
      ...{ run: run?.id, dryRun: true, stoppedAt: 3, counts: { closed: 3 }, continued: null },
    });
    expect((await our.hooks("auto-close")).stderr).toContain("a run stopped and waits for somebody");
    expect((await our.hooks("auto-close", "continue", run?.id ?? "")).stdout).toContain("goes on within a minute");
    expect(await our.json<Ran>("auto-close")).toMatchObject({ id: run?.id, state: "done", counts: { closed: 5 } });
    expect((await our.hooks("auto-close", "continue", run?.id ?? "")).stderr).toContain("is not stopped");
    expect(await our.json("auto-close", "runs", "show", run?.id ?? "")).toMatchObject({ continued: { by } });
    expect((await our.hooks("auto-close", "runs", "show", run?.id ?? "")).stdout).toMatch(
      new RegExp(`^let go on +20.+, by ${by}$`, "m"),
    );
  });
});

test("every command says what it is for", async () => {
  for (const command of [
    [],
    ["policies"],
    ["runs"],
    ["runs", "show"],
    ["runs", "undo"],
    ["confirm"],
    ["pause"],
    ["continue"],
  ]) {
    const { code, stdout } = await our.hooks("auto-close", ...command, "--help");
    expect([command, code]).toEqual([command, 0]);
    expect(stdout).toContain("Usage:");
  }
});
