// What keeps a run from doing harm: limits, dry runs, switches, names that nobody has, and a second run.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { policyHash, policyModes } from "../../lib/auto-close/policy-modes.ts";
import {
  hourMs,
  minuteMs,
  type RunServers,
  type RunWorld,
  runWorld,
  sessionIdOf,
  startRunServers,
} from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

const silent = { name: "silent", idle: { hours: 4 } };
const idle = (count: number) => Array.from({ length: count }, () => ({}));
const nextRun = async (world: RunWorld) => {
  await world.advance(15 * minuteMs);
  return world.tick();
};
const countsOf = async (world: RunWorld) => (await world.runs())[0]?.counts;

describe("maxPerRun", () => {
  test("ends a run, and the next one goes on", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent], maxPerRun: 3 } });
    await world.hold(idle(5));
    await world.confirm();
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await world.closed()).toEqual([0, 1, 2]);
    expect((await world.runs())[0]?.problems).toEqual(["reached maxPerRun (3); the next run goes on"]);
    await nextRun(world);
    expect(await world.closed()).toEqual([0, 1, 2, 3, 4]);
  });

  test("counts what was done, not what was tried", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent], maxPerRun: 3 } });
    await world.hold(idle(6));
    await world.confirm();
    const refusal = { status: 500, body: { error: true, key: "FORM_ERROR", text: "não" } };
    await world.admin(
      "POST",
      "faults",
      [0, 1].map((index) => ({ path: `${sessionIdOf(index)}/complete`, ...refusal })),
    );
    await world.tick();
    expect(await world.closed()).toEqual([2, 3, 4]);
  });
});

describe("the breaker", () => {
  const flood = async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent], breakerFloor: 2 } });
    await world.hold(idle(5));
    await world.confirm();
    await expect(world.tick()).rejects.toMatchObject({ code: "AUTO_CLOSE_STOPPED" });
    return world;
  };

  test("stops a run that is about to close far more than usual, says how to go on, and no run begins before", async () => {
    const world = await flood();
    expect(await world.closed()).toEqual([0, 1]);
    const [run] = await world.runs();
    expect(run).toMatchObject({ state: "stopped", counts: { closed: 2 } });
    expect(run?.problems[0]).toContain(`npm run hooks -- auto-close continue ${run?.id}`);
    expect(world.events().slice(-2)).toMatchObject([
      { type: "Auto-Close Run Ended", detail: { state: "stopped" } },
      {
        type: "Alert Raised",
        detail: { code: "RUN_STOPPED", command: `npm run hooks -- auto-close runs show ${run?.id}` },
      },
    ]);
    expect(await nextRun(world)).toEqual({ did: "nothing", why: "stopped" });
    expect(await world.closed()).toEqual([0, 1]);
  });

  test("lets the run go on to its end when somebody says so, and stops the next one again", async () => {
    const world = await flood();
    const [run] = await world.runs();
    await world.dependencies.runLeases.letContinue("default", run?.id ?? "");
    expect(await nextRun(world)).toMatchObject({ runId: run?.id, state: "done" });
    expect(await world.closed()).toEqual([0, 1, 2, 3, 4]);
    expect(await countsOf(world)).toEqual({ closed: 5 });
    // 5 closed is what is usual now: up to 15 are.
    await world.hold(idle(16));
    await world.advance(15 * minuteMs);
    await expect(world.tick()).rejects.toMatchObject({ code: "AUTO_CLOSE_STOPPED" });
    expect(await world.closed()).toHaveLength(15);
  });

  test("forgets none of those on the page at which it stopped the run", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent], breakerFloor: 2 } });
    const due = [0, 1, 50, 99, 110];
    const recent = { lastMessageOut: "2026-11-20T11:30:00Z" };
    await world.hold(Array.from({ length: 112 }, (_, index) => (due.includes(index) ? {} : recent)));
    await world.confirm();
    await expect(world.tick()).rejects.toMatchObject({ code: "AUTO_CLOSE_STOPPED" });
    await world.dependencies.runLeases.letContinue("default", (await world.runs())[0]?.id ?? "");
    await world.advance(minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual(due);
    expect(await countsOf(world)).toEqual({ closed: 5, NOT_IDLE_YET: 107 });
  });

  test("holds no run back whose policies were corrected", async () => {
    const world = await flood();
    const corrected = { policies: [{ ...silent, idle: { hours: 100 } }], breakerFloor: 2 };
    const another = world.another(corrected);
    await world.advance(15 * minuteMs);
    expect(await world.tick({}, another)).toMatchObject({ did: "run", state: "done" });
    expect((await world.runs()).map(({ state }) => state)).toEqual(["done", "superseded"]);
    expect(await world.closed()).toEqual([0, 1]);
  });
});

describe("a policy that nobody has confirmed", () => {
  test("says once what it would do, and then waits", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent] } });
    await world.hold(idle(2));
    await world.tick();
    expect(await countsOf(world)).toEqual({ "would-close": 2 });
    expect((await world.runs())[0]?.sessions).toMatchObject([{ result: "would-close" }, { result: "would-close" }]);
    expect(world.events()).toMatchObject([{ detail: { policies: [{ name: "silent", mode: "unconfirmed" }] } }]);
    const calls = await world.calls();
    expect(await nextRun(world)).toEqual({ did: "nothing", why: "no-policy" });
    expect(await world.calls()).toEqual(calls);
    await world.confirm();
    await nextRun(world);
    expect(await world.closed()).toEqual([0, 1]);
  });

  test("changed, has to be confirmed again; its neighbours go on, and get none of its sessions", async () => {
    const urgent = { name: "urgent", match: { status: "PENDING" as const }, idle: { hours: 4 } };
    const world = runWorld(servers, { autoClose: { policies: [urgent, silent] } });
    await world.hold([{ status: "PENDING" }, {}]);
    await world.confirm("silent");
    await world.tick();
    expect(await world.closed()).toEqual([1]);
    expect(await countsOf(world)).toEqual({ "would-close": 1, closed: 1 });
    await nextRun(world);
    expect(await countsOf(world)).toEqual({ POLICY_NOT_CONFIRMED: 1 });
  });

  const confirmSeen = async (world: RunWorld): Promise<void> => {
    const { approvals } = world.dependencies;
    const { seenHash = "", seen } = await approvals.read("default", "silent");
    await approvals.confirm("default", "silent", seenHash, { content: seen });
  };

  test("confirmed, it acts on with other texts or a longer idle time; to close sooner it has to be confirmed anew", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent] } });
    await world.hold(idle(1));
    await world.tick();
    await confirmSeen(world);
    const slower = world.another({ policies: [{ ...silent, idle: { hours: 5 }, close: { note: "Encerrado." } }] });
    await world.advance(15 * minuteMs);
    await world.tick({}, slower);
    expect((await world.runs())[0]).toMatchObject({ policies: [{ mode: "acts" }], counts: { closed: 1 } });
    const sooner = world.another({ policies: [{ ...silent, idle: { hours: 3 } }] });
    await world.advance(15 * minuteMs);
    await world.tick({}, sooner);
    expect((await world.runs())[0]).toMatchObject({ policies: [{ mode: "unconfirmed" }] });
  });

  test("confirmed in an earlier version, it acts on in this one, whose defaults close less", async () => {
    const policies = [
      { name: "silent", match: { status: "PENDING" as const }, idle: { hours: 4 } },
      {
        name: "warns",
        idle: { hours: 4 },
        answersThatDoNotCount: ["BOT" as const],
        warning: { text: "Oi?", grace: { minutes: 30 } },
        close: { farewell: "Tchau!" },
      },
    ];
    const modesOf = async (change = {}) => {
      const { dependencies } = runWorld(servers, {
        autoClose: { policies: policies.map((one) => ({ ...one, ...change })) },
      });
      // That version kept no more than these of what was confirmed.
      await dependencies.approvals.confirm("default", "silent", "ad4a5c5f817a85fb");
      await dependencies.approvals.confirm("default", "warns", "8e79dc17ca2db642");
      return [...(await policyModes(dependencies, "default")).values()].map(({ mode }) => mode);
    };
    expect(await modesOf()).toEqual(["acts", "acts"]);
    expect(await modesOf({ courtesyReplies: true })).toEqual(["unconfirmed", "unconfirmed"]);
    expect(await modesOf({ idle: { hours: 3 } })).toEqual(["unconfirmed", "unconfirmed"]);
  });

  test("waits for a day before that is said aloud, and then once an hour with what confirms it", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent] } });
    await world.hold(idle(1));
    await world.tick();
    const alerts = () => world.events().filter(({ type }) => type === "Alert Raised");
    await world.advance(24 * hourMs);
    await world.tick();
    expect(alerts()).toEqual([]);
    for (const minutes of [1, 1, 58]) {
      await world.advance(minutes * minuteMs);
      await world.tick();
    }
    expect(alerts()).toMatchObject([
      {
        detail: {
          account: "default",
          code: "POLICY_WAITS",
          policy: "silent",
          command: "npm run hooks -- auto-close confirm silent",
        },
      },
    ]);
    await world.advance(3 * minuteMs);
    await world.tick();
    expect(alerts()).toHaveLength(2);
    await confirmSeen(world);
    await world.advance(61 * minuteMs);
    await world.tick();
    expect(alerts()).toHaveLength(2);
  });

  test("is another one when anything but its switches changed", () => {
    const [policy] = runWorld(servers, { autoClose: { policies: [silent] } }).dependencies.config.autoClose.policies;
    if (!policy) throw new Error("no policy");
    expect(policyHash({ ...policy, enabled: false, dryRun: true })).toBe(policyHash(policy));
    expect(policyHash({ ...policy, idle: { ...policy.idle, hours: 5 } })).not.toBe(policyHash(policy));
    const { name, idle: since, ...rest } = policy;
    expect(policyHash({ ...rest, idle: since, name })).toBe(policyHash(policy));
  });
});

test("a policy with dryRun says in every run what it would do", async () => {
  const world = runWorld(servers, { autoClose: { policies: [{ ...silent, dryRun: true }] } });
  await world.hold(idle(1));
  await world.tick();
  await nextRun(world);
  expect((await world.runs()).map(({ counts }) => counts)).toEqual([{ "would-close": 1 }, { "would-close": 1 }]);
  expect(await world.writes()).toEqual([]);
});

describe("the kill switch", () => {
  test("keeps a run from beginning", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent] } });
    await world.hold(idle(1));
    await world.confirm();
    await world.dependencies.killSwitch.pause("default");
    expect(await world.tick()).toEqual({ did: "nothing", why: "paused" });
    expect(await world.calls()).toEqual([]);
  });

  test.each(["everything", "the policy"])(
    "for %s stops a run that is under way, which goes on when it is thrown back",
    async (what) => {
      const world = runWorld(servers, { autoClose: { policies: [silent], breakerFloor: 1_000 } });
      await world.hold(idle(50));
      await world.confirm();
      const { killSwitch, approvals } = world.dependencies;
      const pause = (paused: boolean) => {
        if (what === "the policy") return approvals.pause("default", "silent", paused);
        return paused ? killSwitch.pause("default") : killSwitch.resume("default");
      };
      world.hooks.after = async (_name, sessionId) => {
        if (sessionId !== sessionIdOf(5)) return;
        await pause(true);
        world.clock.advance(2_001);
      };
      expect(await world.tick()).toMatchObject({ state: "running" });
      const closed = (await world.closed()).length;
      expect(closed).toBeGreaterThan(5);
      expect(closed).toBeLessThan(30);
      world.hooks.after = async () => {};
      await pause(false);
      await world.advance(minuteMs);
      expect(await world.tick()).toMatchObject({ state: "done" });
      expect(await world.closed()).toHaveLength(50);
      expect(await world.writes()).toHaveLength(50);
    },
  );
});

describe("names that WTS does not have", () => {
  test("are all found when a run begins, which then does nothing and says so everywhere", async () => {
    const policies = [
      { ...silent, match: { department: ["Comercal", "Suporte"] } },
      { name: "other", idle: { hours: 4 }, match: { user: "ninguem@clinicaboavista.example" } },
    ];
    const world = runWorld(servers, { autoClose: { policies } });
    await world.hold(idle(1));
    await world.confirm();
    await expect(world.tick()).rejects.toMatchObject({ code: "AUTO_CLOSE_REFUSED" });
    const [run] = await world.runs();
    expect(run).toMatchObject({ state: "refused", counts: {} });
    expect(run?.problems[0]).toContain("Comercal; the nearest name is Comercial");
    expect(run?.problems[1]).toContain("no person of the account has the name or id ninguem@");
    expect(world.events()).toMatchObject([
      { type: "Auto-Close Run Ended", detail: { state: "refused", problems: 2 } },
      { type: "Alert Raised", detail: { code: "RUN_REFUSED" } },
    ]);
    expect(world.taken.lines.join()).toContain('"state":"refused"');
    expect(JSON.stringify([world.taken.lines, world.events()])).not.toContain("ninguem@");
    expect(await world.writes()).toEqual([]);
    await world.advance(minuteMs);
    expect(await world.tick()).toEqual({ did: "nothing", why: "not-due" });
  });
});

describe("two runs of one account", () => {
  test("at once: one works, and the other leaves it alone", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent] } });
    await world.hold(idle(20));
    await world.confirm();
    const answers = await Promise.all([world.tick(), world.tick()]);
    expect(answers).toContainEqual({ did: "nothing", why: "busy" });
    expect(await world.closed()).toHaveLength(20);
    expect(await world.writes()).toHaveLength(20);
  });

  test("one after the other, when the first was thought to be dead: it notices and stops, and nothing is done twice", async () => {
    const world = runWorld(servers, { autoClose: { policies: [silent] } });
    await world.hold(idle(20));
    await world.confirm();
    let second: Promise<unknown> | undefined;
    world.hooks.before = async (_name, sessionId) => {
      if (sessionId !== sessionIdOf(3) || second) return;
      // It is as after a machine that slept: its lease is over, and it does not know.
      world.clock.advance(61_000);
      second = world.tick();
      await second;
    };
    const first = await world.tick();
    await second;
    expect(first).toMatchObject({ state: "running" });
    expect(await world.closed()).toHaveLength(20);
    const writes = await world.writes();
    expect(new Set(writes).size).toBe(20);
    // WTS cannot see a fence: what the first had sent on its way when it lost its lease arrives.
    expect(writes.length).toBeLessThanOrEqual(30);
  });
});

test("a run whose time is up is continued by the next, and looks at nothing twice", async () => {
  const world = runWorld(servers, { autoClose: { policies: [silent] } });
  await world.hold([
    ...idle(5),
    ...Array.from({ length: 120 }, () => ({ lastMessageOut: "2026-11-20T11:30:00Z" })),
    ...idle(5),
  ]);
  await world.confirm();
  let calls = 0;
  world.hooks.after = async (name) => {
    if (name === "listSessions") calls += 1;
    if (calls === 1) world.clock.advance(4_000);
  };
  const short = { endBy: world.clock.now() + 18_000 };
  expect(await world.tick(short)).toMatchObject({ state: "running" });
  expect((await world.closed()).length).toBeLessThan(10);
  await world.advance(minuteMs);
  expect(await world.tick()).toMatchObject({ state: "done" });
  expect(await world.closed()).toHaveLength(10);
  expect(await world.runs()).toHaveLength(1);
  expect(await countsOf(world)).toEqual({ closed: 10, NOT_IDLE_YET: 120 });
});
