// Two accounts in one configuration, each with its own host of WTS, its own policies, zone and mistakes.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { idleSessionCloser } from "../../lib/auto-close/close-idle-sessions.ts";
import type { HooksConfigInput } from "../../lib/config.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { hourMs, type RunServers, type RunWorld, runWorld, sessionIdOf, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
let branch: TestStandIn;
beforeAll(async () => {
  [servers, branch] = await Promise.all([startRunServers(), startTestStandIn()]);
});
afterAll(() => Promise.all([servers.stop(), branch.stop()]));

/** The same sessions stand in both accounts, each at its own host. */
const twoAccounts = async (
  policies: NonNullable<NonNullable<HooksConfigInput["autoClose"]>["policies"]>,
  filial: object = {},
) => {
  const world = runWorld(servers, {
    autoClose: { policies },
    config: { wts: { baseUrl: servers.standIn.url }, accounts: { filial: { baseUrl: branch.url, ...filial } } },
  });
  const { departments } = await world.admin<{ departments: { id: string; name: string }[] }>("GET", "directory");
  const sessions = ["Comercial", undefined].map((name) => ({
    departmentId: departments.find((department) => department.name === name)?.id ?? null,
  }));
  await world.hold(sessions);
  const outMs = world.clock.now() - 24 * hourMs;
  await branch.admin("POST", "reset?account=filial", {
    clock: { now: new Date(world.clock.now()).toISOString(), frozen: true },
    sessions: sessions.map((session, index) => ({
      id: sessionIdOf(index),
      createdAt: new Date(outMs - hourMs).toISOString(),
      lastMessageIn: new Date(outMs - 60_000).toISOString(),
      lastMessageOut: new Date(outMs).toISOString(),
      channelType: "ZAPI_WHATSAPP",
      ...session,
    })),
  });
  await branch.admin("PUT", "limits?account=filial", { enabled: false });
  await world.confirm();
  return world;
};

const tick = (world: RunWorld): Promise<void> =>
  idleSessionCloser(world.dependencies)({
    nowMs: world.clock.now(),
    owner: "tick",
    endBy: world.clock.now() + 880_000,
  });

const closedAtBranch = async (): Promise<string[]> => {
  const held = await branch.admin<{ id: string; status: string }[]>("GET", "sessions?account=filial");
  return held.filter(({ status }) => status === "COMPLETED").map(({ id }) => id);
};

describe("a policy that names an account", () => {
  test("closes that account's sessions, at that account's host, and nobody else's", async () => {
    const world = await twoAccounts([{ name: "da-filial", account: "filial", idle: { hours: 4 } }]);
    await tick(world);
    expect(await world.closed()).toEqual([]);
    expect(await closedAtBranch()).toEqual([sessionIdOf(0), sessionIdOf(1)]);
    expect((await world.calls()).filter((call) => call.includes("session"))).toEqual([]);
  });

  test("leaves those of the others to a policy that names none", async () => {
    const world = await twoAccounts([
      { name: "da-filial", account: "filial", idle: { days: 30 } },
      { name: "da-casa", idle: { hours: 4 } },
    ]);
    await tick(world);
    expect(await world.closed()).toEqual([0, 1]);
    expect(await closedAtBranch()).toEqual([]);
  });
});

describe("a name that one account does not have", () => {
  test("stops that account's policy alone, and the other account's run is whole", async () => {
    const world = await twoAccounts([
      { name: "da-filial", account: "filial", idle: { hours: 4 }, match: { department: "Comercal" } },
      { name: "da-casa", idle: { hours: 4 } },
    ]);
    await expect(tick(world)).rejects.toMatchObject({ code: "AUTO_CLOSE_REFUSED" });
    expect(await world.closed()).toEqual([0, 1]);
    expect(await closedAtBranch()).toEqual([]);
  });

  test("keeps what may be its own from the policies behind it, which close what is certainly not", async () => {
    const world = await twoAccounts([
      { name: "perdida", idle: { days: 30 }, match: { department: "Comercal" } },
      { name: "resto", idle: { hours: 4 } },
    ]);
    await expect(tick(world)).rejects.toMatchObject({ code: "AUTO_CLOSE_REFUSED" });
    // Session 0 is in a department, which may be the one that is misspelt; session 1 is in none.
    expect(await world.closed()).toEqual([1]);
    const [run] = await world.runs();
    expect(run?.state).toBe("done");
    expect(run?.problems).toEqual([
      expect.stringContaining("policy perdida: no department of the account has the name"),
    ]);
  });

  test("leaves the policies before it what they have", async () => {
    const world = await twoAccounts([
      { name: "comercial", idle: { hours: 4 }, match: { department: "Comercial" } },
      { name: "perdida", idle: { hours: 4 }, match: { user: "ninguem@clinica.example" }, except: { tags: "VIP" } },
    ]);
    await expect(tick(world)).rejects.toMatchObject({ code: "AUTO_CLOSE_REFUSED" });
    expect(await world.closed()).toEqual([0]);
  });

  test("is not part of any outcome or log line", async () => {
    const world = await twoAccounts([
      { name: "perdida", idle: { hours: 4 }, match: { user: "ninguem@clinica.example" } },
      { name: "resto", idle: { hours: 4 }, match: { department: null } },
    ]);
    await expect(tick(world)).rejects.toMatchObject({ code: "AUTO_CLOSE_REFUSED" });
    expect(JSON.stringify([world.taken.lines, world.events()])).not.toContain("ninguem@");
  });
});

test("an account's hours are in its own zone: at noon in UTC São Paulo has opened, Rio Branco has not", async () => {
  const rules = { idle: { hours: 4 }, hours: { weekly: { friday: ["08:30-18:00"] } }, onlyInHours: true };
  const world = await twoAccounts(
    [
      { name: "da-casa", ...rules },
      { name: "da-filial", account: "filial", ...rules },
    ],
    { timeZone: "America/Rio_Branco" },
  );
  await tick(world);
  expect(await world.closed()).toEqual([0, 1]);
  expect(await closedAtBranch()).toEqual([]);
});

test("another account's changed policy does not end a run that is under way", async () => {
  const home = { name: "da-casa", idle: { hours: 4 } } as const;
  const other = { name: "da-filial", account: "filial", idle: { hours: 4 } } as const;
  const world = await twoAccounts([home, other]);
  world.hooks.before = async (name) => {
    if (name === "completeSession") throw new Error("killed");
  };
  await world.tick().catch(() => {});
  delete world.hooks.before;
  await world.advance(600_000);
  await world.tick({}, world.another({ policies: [home, { ...other, idle: { hours: 5 } }] }));
  expect((await world.runs()).map(({ state }) => state)).not.toContain("superseded");
});
