// A run under a rate limit that leaves it little: it waits, keeps its lease, and closes on fresh facts all the same.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RateLimited } from "../../lib/wts/rate-limit/rate-limited.ts";
import type { RateLimiter } from "../../lib/wts/rate-limit/rate-limiter.ts";
import {
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

/** The world has its clock only when it has been made. */
const limited = async (take: (world: RunWorld, startBy: number) => void, close: object = {}) => {
  let world: RunWorld | undefined;
  const limiter: RateLimiter = {
    take: async (_priority, { startBy }) => {
      if (world) take(world, startBy);
    },
    reserve: async () => {
      throw new Error("a run reserves nothing");
    },
    pause: async () => {},
    rateNow: async () => ({ tokenMs: 0, waitMs: 0, mostAtOnce: 1, freeInMs: 0 }),
  };
  const autoClose = { policies: [{ name: "any", idle: { hours: 4 }, whenUnsendable: "leave" as const, close }] };
  world = runWorld(servers, { autoClose, limiter });
  await world.hold([{}, {}, {}, {}]);
  await world.confirm();
  return world;
};

test.each([
  ["one call", {}],
  ["several calls", { farewell: "Até logo!", metadata: { autoClose: "{policy}" } }],
])("tokens that come further apart than facts stay fresh are enough for a close of %s", async (_what, close) => {
  let nextMs = 0;
  const world = await limited(({ clock }, startBy) => {
    const atMs = Math.max(nextMs, clock.now());
    if (atMs > startBy) throw new RateLimited(atMs - clock.now(), "limit");
    clock.advance(atMs - clock.now());
    nextMs = atMs + 6_000;
  }, close);
  const calls: string[] = [];
  world.hooks.after = async (name) => void calls.push(name);
  for (let tick = 0; tick < 8 && (await world.closed()).length < 4; tick += 1) {
    await world.tick();
    await world.advance(minuteMs);
  }
  expect(await world.closed()).toEqual([0, 1, 2, 3]);
  expect(calls.filter((name) => name === "completeSession")).toHaveLength(4);
  expect(calls.filter((name) => name === "sendMessageSync").length).toBeLessThanOrEqual(4);
});

test("no session is closed on facts of more than five seconds, and each is read again by the hundred", async () => {
  const world = await limited(({ clock }, startBy) => {
    if (clock.now() + 2_000 > startBy) throw new RateLimited(2_000, "limit");
    clock.advance(2_000);
  });
  let readAtMs = 0;
  const ages: number[] = [];
  let lists = 0;
  world.hooks.after = async (name) => {
    if (name === "listSessions") {
      readAtMs = world.clock.now();
      lists += 1;
    }
    if (name === "completeSession") ages.push(world.clock.now() - readAtMs);
  };
  await world.tick();
  expect(await world.closed()).toEqual([0, 1, 2, 3]);
  expect(Math.max(...ages)).toBeLessThanOrEqual(5_000);
  // Two closes fit into five seconds.
  expect(lists).toBeLessThanOrEqual(4);
});

test("a session that is left is recorded and counted once, though the list is read again for the others", async () => {
  let isScarce = false;
  const world = await limited(({ clock }, startBy) => {
    if (!isScarce) return;
    if (clock.now() + 2_000 > startBy) throw new RateLimited(2_000, "limit");
    clock.advance(2_000);
  });
  // The first was closed before, and somebody has opened it again.
  for (const index of [1, 2, 3]) await world.admin("PUT", `sessions/${sessionIdOf(index)}`, { status: "COMPLETED" });
  await world.tick();
  for (const index of [0, 1, 2, 3])
    await world.admin("PUT", `sessions/${sessionIdOf(index)}`, { status: "IN_PROGRESS", endAt: null });
  await world.advance(15 * minuteMs);
  let lists = 0;
  world.hooks.after = async (name) => {
    if (name === "listSessions") lists += 1;
  };
  isScarce = true;
  await world.tick();
  const [run] = await world.runs();
  expect(lists).toBeGreaterThan(1);
  expect(run?.sessions.filter(({ id }) => id === sessionIdOf(0))).toMatchObject([
    { result: "left", code: "CLOSED_BEFORE" },
  ]);
  expect(run?.counts).toMatchObject({ "left CLOSED_BEFORE": 1, closed: 3 });
});

test("whoever writes after it was read who answered, and before the list is read anew, is not closed", async () => {
  const world = await limited(({ clock }, startBy) => {
    if (clock.now() + 2_000 > startBy) throw new RateLimited(2_000, "limit");
    clock.advance(2_000);
  });
  const calls: string[] = [];
  const last = sessionIdOf(3);
  let hasWritten = false;
  world.hooks.after = async (name, sessionId) => {
    calls.push(name === "listSessions" ? name : `${name} ${Number(String(sessionId).slice(-12))}`);
    if (name !== "listMessages" || sessionId !== last || hasWritten) return;
    hasWritten = true;
    await world.say(3, "FROM_HUB", "Ainda estou aqui");
  };
  await world.tick();
  // Those for which there was no token in time were read before the list, each of them once.
  expect(calls.slice(3, 7)).toEqual(["listMessages 1", "listMessages 2", "listMessages 3", "listSessions"]);
  expect(calls.filter((call) => call.startsWith("listMessages"))).toHaveLength(4);
  expect(await world.closed()).toEqual([0, 1, 2]);
  expect(calls).not.toContain("completeSession 3");
});

test("a limit that leaves it nothing for minutes is waited for, under a lease that stays its own", async () => {
  let freeAtMs = 0;
  const world = await limited(({ clock }, startBy) => {
    if (clock.now() < freeAtMs && startBy < freeAtMs) {
      // It is known only when the time is nearly up.
      clock.advance(Math.max(0, Math.min(startBy, freeAtMs) - clock.now()));
      throw new RateLimited(freeAtMs - clock.now(), "limit");
    }
  });
  freeAtMs = world.clock.now() + 5 * minuteMs;
  const other: unknown[] = [];
  const { sleep } = world.clock;
  world.clock.sleep = async (ms) => {
    await sleep(ms);
    other.push(await world.tick());
  };
  expect(await world.tick()).toMatchObject({ did: "run", state: "running" });
  world.clock.sleep = sleep;
  while ((await world.closed()).length < 4) {
    await world.advance(minuteMs);
    await world.tick();
  }
  expect(await world.writes()).toHaveLength(4);
  expect(await world.runs()).toHaveLength(1);
});
