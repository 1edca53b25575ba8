// A preview says what a run would do, session by session, because both look and decide by the same code.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { countNameOf } from "../../cli/auto-close/previewed-session.ts";
import { previewRun } from "../../lib/auto-close/preview-run.ts";
import { type RunServers, type RunWorld, runWorld, sessionIdOf, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

const bots = { name: "bots", idle: { hours: 4 }, answersThatDoNotCount: ["BOT" as const] };
const talk = (origin: string) => ({
  lastMessageIn: "2026-11-20T01:00:00Z",
  lastMessageOut: "2026-11-20T02:00:00Z",
  messages: [
    { direction: "FROM_HUB", text: "oi", at: "2026-11-20T01:00:00Z" },
    { direction: "TO_HUB", text: "já volto", at: "2026-11-20T02:00:00Z", origin },
  ],
});

const worldOf = async (sessions: readonly object[], policy: object = {}) => {
  const world = runWorld(servers, { autoClose: { policies: [{ ...bots, ...policy }] } });
  await world.hold(sessions);
  return world;
};

/** What the preview counts under the words of a run's record. */
const previewed = async ({ another, clock }: RunWorld): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  const asked = await previewRun(another(), {
    account: "default",
    nowMs: clock.now(),
    endBy: clock.now() + 60_000,
    onSession: (_facts, previewed) => {
      const name = countNameOf(previewed).replace("only-say-", "");
      counts[name] = (counts[name] ?? 0) + 1;
    },
    onPage: () => {},
  });
  expect(asked).toMatchObject({ ok: true, problems: [] });
  return counts;
};

/** What a run counts that only says what it would do. */
const ranDry = async (world: RunWorld): Promise<unknown> => {
  await world.tick();
  return (await world.runs())[0]?.counts;
};

describe("a contact that writes between the list and the look", () => {
  const writesOnce = (world: RunWorld): void => {
    let hasWritten = false;
    world.hooks.after = async (name) => {
      if (name !== "listSessions" || hasWritten) return;
      hasWritten = true;
      await world.say(0, "FROM_HUB", "ainda preciso de ajuda");
    };
  };

  test.each([
    ["the preview", previewed],
    ["the run", ranDry],
  ])("is heard by %s", async (_who, countsOf) => {
    const world = await worldOf([talk("DEFAULT"), talk("DEFAULT")]);
    writesOnce(world);
    expect(await countsOf(world)).toEqual({ CHANGED: 1, "would-close": 1 });
    expect(await world.writes()).toEqual([]);
  });
});

describe("one session whose messages WTS does not show", () => {
  test.each([
    ["for a while", { status: 503 }, "WTS_UNAVAILABLE"],
    ["to this key", { status: 403 }, "WTS_DENIED"],
    ["at all", { status: 500, body: { error: true, key: "FORM_ERROR" } }, "WTS_REFUSED"],
  ])("%s stays open with the same reason in preview and run, and holds up no other", async (_what, fault, code) => {
    const world = await worldOf([talk("DEFAULT"), talk("DEFAULT"), talk("BOT")]);
    await world.admin("POST", "faults", [{ ...fault, path: `${sessionIdOf(0)}/message?`, method: "GET" }]);
    const counts = { [`failed ${code}`]: 1, "would-close": 1, ANSWER_DOES_NOT_COUNT: 1 };
    expect(await previewed(world)).toEqual(counts);
    expect(await ranDry(world)).toEqual(counts);
  });
});

test("messages that WTS shows of no session end the preview: there is nothing it could say", async () => {
  const world = await worldOf(Array.from({ length: 15 }, () => talk("DEFAULT")));
  await world.admin("POST", "faults", [{ status: 403, path: "/message?", method: "GET" }]);
  await expect(previewed(world)).rejects.toMatchObject({ code: "WTS_DENIED" });
});

test("preview and run say the same of the same sessions, and look once at those that need it", async () => {
  const waiting = { lastMessageIn: "2026-11-20T03:00:00Z", lastMessageOut: "2026-11-20T02:00:00Z" };
  const recent = { lastMessageIn: "2026-11-20T10:00:00Z", lastMessageOut: "2026-11-20T11:00:00Z" };
  const pending = { ...talk("DEFAULT"), status: "PENDING" };
  const sessions = [talk("DEFAULT"), talk("BOT"), waiting, recent, pending, talk("DEFAULT")];
  const world = await worldOf(sessions, { match: { status: "IN_PROGRESS" } });
  const looks = async () => (await world.calls()).filter((call) => call.startsWith("GET") && call.includes("/message"));
  const counts = await previewed(world);
  expect(counts).toEqual({ "would-close": 2, ANSWER_DOES_NOT_COUNT: 1, CONTACT_SPOKE_LAST: 1, NOT_IDLE_YET: 1 });
  const lookedAt = await looks();
  expect(lookedAt).toHaveLength(3);
  expect(await ranDry(world)).toEqual(counts);
  expect((await looks()).toSorted()).toEqual([...lookedAt, ...lookedAt].toSorted());
});
