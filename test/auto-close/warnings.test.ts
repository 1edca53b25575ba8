// A contact is warned once, has its time to answer, and is closed only when nobody used it.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { hourMs, minuteMs, type RunServers, runWorld, sessionIdOf, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

const warning = { text: "Ainda está aí?", grace: { minutes: 60 } };
const warned = async (switches: object = {}, rest: object = {}) => {
  const world = runWorld(servers, {
    autoClose: { policies: [{ name: "gentle", idle: { hours: 4 }, warning, whenUnsendable: "leave", ...rest }] },
  });
  await world.hold([{}]);
  await world.admin("PUT", "switches", switches);
  await world.confirm();
  return world;
};
const message = `POST /${sessionIdOf(0)}/message`;
const complete = `PUT /${sessionIdOf(0)}/complete`;

test.each([{}, { lastMessageOut: "humans-only" }, { automaticMovesInteraction: "false" }])(
  "is warned, waits, and is closed, with the switches %p",
  async (switches) => {
    const world = await warned(switches);
    for (let quarter = 0; quarter < 4; quarter += 1) {
      await world.tick();
      expect(await world.writes()).toEqual([message]);
      await world.advance(15 * minuteMs);
    }
    await world.tick();
    expect(await world.writes()).toEqual([message, complete]);
    expect(await world.closed()).toEqual([0]);
    expect(world.events().map(({ type, detail }) => [type, detail.reasons])).toMatchObject([
      ["Session Updated", ["MATCHED", "IDLE"]],
      ["Auto-Close Run Ended", undefined],
      ["Session Closed", ["MATCHED", "WARNED"]],
      ["Auto-Close Run Ended", undefined],
    ]);
  },
);

describe("a reply after the warning", () => {
  test.each([
    ["of the contact", "FROM_HUB", undefined],
    ["of a person", "TO_HUB", "DEFAULT"],
  ] as const)(
    "%s cancels it: the session is closed only when it was idle and warned once more",
    async (_who, direction, origin) => {
      const world = await warned();
      await world.tick();
      await world.advance(30 * minuteMs);
      await world.say(0, direction, "estou aqui", origin);
      if (direction === "FROM_HUB") await world.say(0, "TO_HUB", "que bom", "DEFAULT");
      await world.advance(2 * hourMs);
      await world.tick();
      expect(await world.writes()).toEqual([message]);
      await world.advance(2 * hourMs);
      await world.tick();
      expect(await world.writes()).toEqual([message, message]);
      await world.advance(61 * minuteMs);
      await world.tick();
      expect(await world.writes()).toEqual([message, message, complete]);
    },
  );

  test("that nobody answered leaves the session open for good", async () => {
    const world = await warned();
    await world.tick();
    await world.say(0, "FROM_HUB", "estou aqui");
    await world.advance(48 * hourMs);
    await world.tick();
    expect(await world.closed()).toEqual([]);
    expect(await world.writes()).toEqual([message]);
  });
});

describe("a warning", () => {
  test("that WTS may or may not have sent is not sent again: the next run takes it for one that cannot be sent", async () => {
    const world = await warned();
    await world.admin("POST", "faults", [{ path: `${sessionIdOf(0)}/message`, method: "POST", drop: true, times: 1 }]);
    for (let run = 0; run < 3; run += 1) {
      await world.tick();
      await world.advance(15 * minuteMs);
    }
    expect(await world.writes()).toEqual([message]);
    expect((await world.runs()).map(({ counts }) => counts)).toEqual([
      { "left WARNING_UNSENDABLE": 1 },
      { "left WARNING_UNSENDABLE": 1 },
      { "left WTS_OUTCOME_UNKNOWN": 1 },
    ]);
  });

  test("is written down before it goes out, so that a crash neither repeats nor forgets it", async () => {
    const world = await warned();
    const { notices } = world.dependencies;
    const noted: (string | undefined)[] = [];
    const note = async () => noted.push((await notices.read("default", sessionIdOf(0)))?.state);
    world.hooks.before = async (name) => void (name === "sendMessage" && (await note()));
    await world.tick();
    await note();
    expect(noted).toEqual(["warning", "warned"]);
  });

  test("that went out without an answer is found, and its time runs", async () => {
    const world = await warned();
    await world.admin("POST", "faults", [
      { path: `${sessionIdOf(0)}/message`, method: "POST", drop: "after", times: 1 },
    ]);
    await world.tick();
    await world.advance(61 * minuteMs);
    await world.tick();
    expect(await world.writes()).toEqual([message, complete]);
  });

  test.each([undefined, "close"] as const)(
    "that fails after WTS took it does not count as one (whenUnsendable %s)",
    async (whenUnsendable) => {
      const world = await warned({}, { whenUnsendable, match: { channel: "ZAPI_WHATSAPP" } });
      await world.admin("POST", "faults", [
        { path: `${sessionIdOf(0)}/message`, method: "POST", failMessage: "número inválido" },
      ]);
      await world.tick();
      await world.advance(61 * minuteMs);
      await world.tick();
      expect(await world.closed()).toEqual(whenUnsendable === "close" ? [0] : []);
      if (whenUnsendable !== "close") expect((await world.runs())[0]?.counts).toEqual({ "left WARNING_UNSENDABLE": 1 });
    },
  );

  test("that WTS has not sent when its time is over is waited for, once", async () => {
    const world = await warned();
    await world.admin("PUT", "delivery", { delayMs: 24 * hourMs });
    await world.tick();
    await world.advance(61 * minuteMs);
    await world.tick();
    expect((await world.runs())[0]?.counts).toEqual({ "left WARNING_NOT_SENT_YET": 1 });
    await world.advance(15 * minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
  });

  test("that cannot be delivered is left out where the policy closes all the same", async () => {
    const world = await warned({}, { whenUnsendable: "close" });
    await world.admin("POST", "faults", [
      { path: `${sessionIdOf(0)}/message`, status: 500, body: { error: true, key: "FORM_ERROR" }, method: "POST" },
    ]);
    await world.tick();
    expect(await world.writes()).toEqual([message, complete]);
    const [run] = await world.runs();
    expect(run?.sessions).toMatchObject([{ action: "close", result: "closed" }]);
  });

  test("counts for whichever policy the session comes under later: nobody is warned twice", async () => {
    const world = await warned();
    await world.tick();
    const renamed = { policies: [{ name: "other", idle: { hours: 4 }, warning, whenUnsendable: "leave" as const }] };
    const other = world.another(renamed);
    for (const policy of other.config.autoClose.policies)
      await other.approvals.confirm("default", policy.name, policyHash(policy));
    await world.advance(30 * minuteMs);
    await world.tick({}, other);
    expect(await world.writes()).toEqual([message]);
    await world.advance(31 * minuteMs);
    await world.tick({}, other);
    expect(await world.writes()).toEqual([message, complete]);
  });
});
