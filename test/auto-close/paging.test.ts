// Reading the list: nothing is skipped that has the same date, and what was not asked for stops the run.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { minuteMs, type RunServers, runWorld, sessionIdOf, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

const worldOf = async (sessions: readonly object[], match: object = {}) => {
  const world = runWorld(servers, {
    autoClose: { policies: [{ name: "silent", idle: { hours: 4 }, match }], maxPerRun: 1_000, breakerFloor: 1_000 },
  });
  await world.hold(sessions);
  await world.confirm();
  return world;
};
const recent = { lastMessageOut: "2026-11-20T11:30:00Z" };

test("of 260 sessions of the same millisecond every idle one is closed, once", async () => {
  const createdAt = "2026-11-19T10:00:00.123Z";
  const world = await worldOf(Array.from({ length: 260 }, (_, index) => ({ createdAt, ...(index % 10 && recent) })));
  expect(await world.tick()).toMatchObject({ state: "done" });
  expect(await world.closed()).toHaveLength(26);
  expect(await world.writes()).toHaveLength(26);
  expect((await world.runs())[0]?.counts).toEqual({ closed: 26, NOT_IDLE_YET: 234 });
});

test("what is under way on a page does not move the next one, where that is read by its number", async () => {
  const idle = [95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 150, 218, 219];
  const createdAt = "2026-11-19T10:00:00.123Z";
  const world = await worldOf(
    Array.from({ length: 220 }, (_, index) => ({ createdAt, ...(!idle.includes(index) && recent) })),
  );
  let lists = 0;
  let [isThird, areDone] = [() => {}, () => {}];
  const third = new Promise<void>((resolve) => {
    isThird = resolve;
  });
  const done = new Promise<void>((resolve) => {
    areDone = resolve;
  });
  let slow = 0;
  const isSlow = (name: string, id: unknown) => name === "completeSession" && Number(String(id).slice(-12)) < 100;
  world.hooks.before = async (name, id) => {
    if (name === "listSessions") {
      lists += 1;
      if (lists !== 3) return;
      // The page before has been read: what was under way on the first one ends now.
      isThird();
      await done;
    } else if (isSlow(name, id)) {
      slow += 1;
      await Promise.race([third, new Promise((resolve) => setTimeout(resolve, 200))]);
    }
  };
  world.hooks.after = async (name, id) => {
    if (!isSlow(name, id)) return;
    slow -= 1;
    if (slow === 0) areDone();
  };
  await world.tick();
  expect(await world.closed()).toEqual(idle);
});

test("the filters that all policies share are asked for, and sessions are asked for once", async () => {
  const world = await worldOf(
    Array.from({ length: 150 }, () => recent),
    { status: "IN_PROGRESS", department: "Comercial" },
  );
  await world.tick();
  const listed = (await world.admin<{ query: Record<string, string> }[]>("GET", "requests")).filter(
    ({ query }) => query.PageSize === "100",
  );
  expect(listed[0]?.query).toMatchObject({
    Status: "IN_PROGRESS",
    OrderBy: "createdAt",
    OrderDirection: "ASCENDING",
    PageNumber: "1",
    "CreatedAt.Before": new Date(world.clock.now()).toISOString(),
  });
  expect(listed[0]?.query.DepartmentId).toMatch(/^[0-9a-f-]{36}$/);
});

describe("WTS that does not keep to what was asked for", () => {
  const session = (index: number, rest: object = {}) => ({
    id: sessionIdOf(index),
    status: "IN_PROGRESS",
    createdAt: "2026-11-19T10:00:00Z",
    lastMessageIn: "2026-11-19T10:00:00Z",
    lastMessageOut: "2026-11-19T11:00:00Z",
    ...rest,
  });
  test.each([
    ["a session of another status", [session(0), session(1, { status: "COMPLETED" })], "the filter Status"],
    ["a session created after the run began", [session(0, { createdAt: "2026-11-20T12:00:01Z" })], "CreatedAt.Before"],
    ["the newest first", [session(0), session(1, { createdAt: "2026-11-18T10:00:00Z" })], "OrderBy"],
    ["a session without an id", [{ status: "IN_PROGRESS" }], "no id"],
  ])("and answers %s stops the run before anything is closed", async (_what, items, problem) => {
    const world = await worldOf([]);
    await world.admin("POST", "faults", [{ path: "/session?", body: { items, hasMorePages: true } }]);
    await expect(world.tick()).rejects.toMatchObject({ code: "WTS_PAGE_INVALID" });
    expect(await world.writes()).toEqual([]);
    const [run] = await world.runs();
    expect(run).toMatchObject({ state: "failed" });
    expect(run?.problems[0]).toContain(problem);
  });

  test("and answers the same page for ever stops the run", async () => {
    const world = await worldOf([]);
    const items = Array.from({ length: 100 }, (_, index) => session(index, recent));
    await world.admin("POST", "faults", [{ path: "/session?", body: { items, hasMorePages: true } }]);
    await expect(world.tick()).rejects.toMatchObject({ code: "WTS_PAGE_INVALID" });
    expect((await world.runs())[0]?.problems[0]).toContain("same page twice");
    expect((await world.calls()).length).toBeLessThan(5);
  });

  test("for a moment does not stop the run after", async () => {
    const world = await worldOf([{}]);
    await world.admin("POST", "faults", [
      { path: "/session?", body: { items: [session(0, { status: "COMPLETED" })] }, times: 1 },
    ]);
    await expect(world.tick()).rejects.toMatchObject({ code: "WTS_PAGE_INVALID" });
    await world.advance(15 * minuteMs);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await world.closed()).toEqual([0]);
  });
});

test.each([503, 429, 403])("WTS that answers %d to the list leaves the run for the next minute", async (status) => {
  const world = await worldOf([{}]);
  await world.admin("POST", "faults", [{ path: "/session?", status }]);
  const ticked = world.tick();
  if (status === 403) await expect(ticked).rejects.toMatchObject({ code: "WTS_DENIED" });
  else expect(await ticked).toMatchObject({ state: "running" });
  await world.admin("DELETE", "faults");
  await world.advance(minuteMs);
  expect(await world.tick()).toMatchObject({ state: "done" });
  expect(await world.closed()).toEqual([0]);
  expect(await world.runs()).toHaveLength(1);
});
