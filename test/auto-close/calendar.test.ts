// The calendar in runs: closed days that are set while one is under way, and hours of the account that go over midnight.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ClosedDay } from "../../lib/core/hours/closed-day.ts";
import { closedDaysCachedMs } from "../../lib/records/closed-days.ts";
import { hourMs, type RunServers, runWorld, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

/** The worlds' clock stands at 09:00 of this Friday in São Paulo. */
const today: ClosedDay = {
  date: "2026-11-20",
  fromMinute: 0,
  toMinute: 1440,
  setBy: "user/ana",
  setAt: "2026-11-20T12:00:00.000Z",
};
const nineToSix = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday"].map((day) => [day, ["09:00-18:00"]]),
);
const hours = { weekly: nineToSix };

const worldOf = async (policy: object, sessions: readonly object[]) => {
  const policies = [{ name: "hourly", idle: { hours: 4, clock: "business" as const }, ...policy }];
  const world = runWorld(servers, { autoClose: { policies, maxPerRun: 1_000, breakerFloor: 1_000 } });
  await world.hold(sessions);
  await world.confirm();
  return world;
};

test("a day that is set while a run is under way holds for the pages that are still to be read", async () => {
  const world = await worldOf(
    { hours, onlyInHours: true },
    Array.from({ length: 150 }, () => ({})),
  );
  let lists = 0;
  let closes = 0;
  let allClosed = () => {};
  const firstPageClosed = new Promise<void>((resolve) => {
    allClosed = resolve;
  });
  world.hooks.after = async (name) => {
    if (name === "completeSession") closes += 1;
    if (closes === 100) allClosed();
  };
  world.hooks.before = async (name) => {
    if (name !== "listSessions") return;
    lists += 1;
    if (lists !== 2) return;
    await firstPageClosed;
    // It is another process: the run's own cache knows nothing of it.
    await world.another().closedDays.set("default", today);
    await world.advance(closedDaysCachedMs);
  };
  expect(await world.tick()).toMatchObject({ state: "done" });
  expect((await world.runs())[0]?.counts).toEqual({ closed: 100, CLOSED_DAY: 50 });
  await world.dependencies.closedDays.remove("default", today, "user/ana");
  await world.advance(15 * 60_000);
  await world.tick();
  expect(await world.closed()).toHaveLength(150);
});

test("idle time stands still on a closed day, and a warning's grace as well", async () => {
  const warning = { text: "Oi?", grace: { hours: 2 } };
  const world = await worldOf({ hours, warning }, [{}]);
  await world.tick();
  expect((await world.held(0)).messages.map(({ text }) => text)).toContain("Oi?");
  // Warned on Friday at 09:00; closed from 10:00 to 17:00, so the second hour of grace is 17-18.
  await world.dependencies.closedDays.set("default", { ...today, fromMinute: 600, toMinute: 1020 });
  await world.advance(8.5 * hourMs);
  await world.tick();
  expect(await world.closed()).toEqual([]);
  expect((await world.runs())[0]?.counts).toEqual({ CLOSED_DAY: 1 });
  await world.advance(0.5 * hourMs);
  await world.tick();
  expect(await world.closed()).toEqual([0]);
});

test("without hours in any policy the table is not asked for closed days", async () => {
  const world = await worldOf({ idle: { hours: 4 } }, [{}]);
  const by = world.another();
  let asked = 0;
  const closedDays = {
    ...by.closedDays,
    of: (account: string) => {
      asked += 1;
      return by.closedDays.of(account);
    },
  };
  await world.tick({}, { ...by, closedDays });
  expect(asked).toBe(0);
  expect(await world.closed()).toEqual([0]);
});

test("the account's own hours over midnight do not stop the run, which acts until 02:00 of the next day", async () => {
  const world = await worldOf({ idle: { hours: 1 }, hours: { weekly: "account" as const }, onlyInHours: true }, [{}]);
  const days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"].map((dayWeek) => ({
    dayWeek,
    active: dayWeek === "FRIDAY",
    periods: [{ startTime: "21:00", endTime: "02:00" }],
  }));
  await world.admin("PUT", "officehours", { limitHours: true, timezoneDiff: -3, days });
  const countsNow = async () => {
    await world.tick({ force: true });
    return (await world.runs())[0]?.counts;
  };
  expect(await countsNow()).toEqual({ OUTSIDE_HOURS: 1 });
  // From Friday 09:00 to 20:59, and then to 01:59 of Saturday, which is not active.
  await world.advance(12 * hourMs - 60_000);
  expect(await countsNow()).toEqual({ OUTSIDE_HOURS: 1 });
  await world.advance(5 * hourMs);
  expect(await countsNow()).toEqual({ closed: 1 });
});
