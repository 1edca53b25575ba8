// A contact is warned once, has its time to answer, and is closed only when nobody used it.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { switchCatalogue } from "../../local/wts/switches.ts";
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

test.each([
  {},
  { lastMessageOut: "humans-only" },
  { automaticMovesInteraction: "false" },
  { apiMessages: "to-hub" },
  { apiMessages: "from-hub-with-user" },
  { unsortedOrder: "newest-first" },
])("is warned, waits, and is closed, with the switches %p", async (switches) => {
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
});

test("a session that a campaign opened again is idle from then on: it is warned anew, and closed", async () => {
  const world = await warned();
  await world.tick();
  await world.advance(61 * minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([0]);
  await world.say(0, "TO_HUB", "Promoção", "CAMPAIGN");
  expect(await world.closed()).toEqual([]);
  for (let quarter = 0; quarter < 4 * 4 + 1; quarter += 1) {
    await world.advance(15 * minuteMs);
    await world.tick();
  }
  expect(await world.writes()).toEqual([message, complete, message]);
  await world.advance(61 * minuteMs);
  await world.tick();
  expect(await world.writes()).toEqual([message, complete, message, complete]);
});

test.each(["BOT", "CAMPAIGN"])(
  "opened again by a %s after a warning, a farewell and a close, it is idle from then on",
  async (origin) => {
    const first = [message, `${message}/sync`, complete];
    const world = await warned({}, { close: { farewell: "Até logo!" } });
    await world.tick();
    await world.advance(61 * minuteMs);
    await world.tick();
    expect(await world.writes()).toEqual(first);
    await world.advance(5 * minuteMs);
    await world.say(0, "TO_HUB", "Novidades", origin);
    for (let quarter = 0; quarter < 4; quarter += 1) {
      await world.advance(15 * minuteMs);
      await world.tick();
    }
    expect(await world.writes()).toEqual(first);
    await world.advance(3 * hourMs);
    await world.tick();
    expect(await world.writes()).toEqual([...first, message]);
    await world.advance(61 * minuteMs);
    await world.tick();
    expect(await world.writes()).toEqual([...first, ...first]);
  },
);

test.each([
  ["says farewell", { farewell: "Até logo!" }],
  ["leaves a note", { note: "Encerrado" }],
  ["says farewell and leaves a note", { farewell: "Até logo!", note: "Encerrado" }],
  ["says nothing", {}],
])(
  "opened by hand after a warning and a close that %s, it stays open, and nothing is said again",
  async (_what, close) => {
    for (const courtesyReplies of [false, true]) {
      const world = await warned({}, { close, courtesyReplies, answersThatDoNotCount: ["BOT"] });
      await world.hold([
        {
          messages: [
            { direction: "FROM_HUB", text: "Cadê?", at: "2026-11-19T11:59:00Z" },
            { direction: "TO_HUB", text: "Segue.", at: "2026-11-19T12:00:00Z" },
          ],
        },
      ]);
      await world.tick();
      await world.advance(61 * minuteMs);
      await world.tick();
      expect(await world.closed()).toEqual([0]);
      const said = (await world.held(0)).messages.length;
      await world.advance(5 * hourMs);
      await world.admin("PUT", `sessions/${sessionIdOf(0)}`, { status: "IN_PROGRESS", endAt: null });
      for (let run = 0; run < 3; run += 1) {
        await world.advance(15 * minuteMs);
        await world.tick();
      }
      expect(await world.closed()).toEqual([]);
      expect((await world.held(0)).messages).toHaveLength(said);
      expect((await world.runs())[0]?.sessions).toMatchObject([{ result: "left", code: "CLOSED_BEFORE" }]);
    }
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

  test.each(switchCatalogue.apiMessages.values)(
    "that went out without an answer is found, and its time runs, where WTS shows it %s",
    async (apiMessages) => {
      const world = await warned({ apiMessages });
      await world.admin("POST", "faults", [
        { path: `${sessionIdOf(0)}/message`, method: "POST", drop: "after", times: 1 },
      ]);
      await world.tick();
      await world.advance(61 * minuteMs);
      await world.tick();
      expect(await world.writes()).toEqual([message, complete]);
    },
  );

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

describe("when the time of a warning is over", () => {
  const status = { path: "/status", method: "GET" };
  const overdue = async (switches: object = {}, rest: object = {}) => {
    const world = await warned(switches, rest);
    await world.tick();
    await world.advance(61 * minuteMs);
    return world;
  };

  test.each(["QUEUED", "PROCESSING"])("and WTS says %s, it is waited for once, and not twice", async (state) => {
    const world = await overdue();
    await world.admin("POST", "faults", [{ ...status, body: { status: state } }]);
    await world.tick();
    expect(await world.closed()).toEqual([]);
    expect((await world.runs())[0]?.counts).toEqual({ "left WARNING_NOT_SENT_YET": 1 });
    await world.advance(15 * minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect(await world.writes()).toEqual([message, complete]);
  });

  test.each(["SENT", undefined])("and WTS says %s, the session is closed", async (state) => {
    const world = await overdue();
    await world.admin("POST", "faults", [{ ...status, body: { status: state } }]);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
  });

  test.each([
    ["leave", [], { "left WARNING_UNSENDABLE": 1 }],
    ["close", [0], { closed: 1 }],
  ] as const)("and WTS says FAILED, it does what whenUnsendable says: %s", async (whenUnsendable, closed, counts) => {
    const world = await overdue({}, { whenUnsendable });
    await world.admin("POST", "faults", [{ ...status, body: { status: "FAILED" } }]);
    await world.tick();
    expect(await world.closed()).toEqual(closed);
    expect((await world.runs())[0]?.counts).toEqual(counts);
  });

  test.each([
    ["does not know it", { status: 404 }],
    ["refuses to say", { status: 500, body: { error: true, key: "FORM_ERROR" } }],
  ])("and WTS %s, the session is closed all the same", async (_what, fault) => {
    const world = await overdue();
    await world.admin("POST", "faults", [{ ...status, ...fault }]);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect((await world.runs())[0]?.counts).toEqual({ closed: 1 });
  });

  test.each([
    [503, "WTS_UNAVAILABLE"],
    [403, "WTS_DENIED"],
  ])("and WTS fails to say what became of it (%i), the session is left, and tried again", async (code, failed) => {
    const world = await overdue();
    await world.admin("POST", "faults", [{ ...status, status: code }]);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await world.closed()).toEqual([]);
    expect((await world.runs())[0]?.counts).toEqual({ [`failed ${failed}`]: 1 });
    await world.admin("DELETE", "faults");
    await world.advance(15 * minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
  });

  test("and WTS refuses our key, nothing goes on", async () => {
    const world = await overdue();
    await world.admin("POST", "faults", [{ ...status, status: 401 }]);
    await expect(world.tick()).rejects.toMatchObject({ code: "WTS_DENIED" });
    expect(await world.closed()).toEqual([]);
  });

  test("and WTS never gave it an id, nobody asks what became of it", async () => {
    const world = await warned();
    const body = { status: "QUEUED", createdAt: new Date(world.clock.now()).toISOString() };
    await world.admin("POST", "faults", [{ path: "/message", method: "POST", applyFirst: true, body, times: 1 }]);
    await world.tick();
    await world.advance(61 * minuteMs);
    await world.tick();
    expect((await world.calls()).filter((call) => call.endsWith("/status"))).toEqual([]);
    expect(await world.closed()).toEqual([0]);
  });
});

describe("what is noted of a warning that went out", () => {
  test.each([
    ["its time of sending", { createdAt: "2026-11-20T12:00:01.000Z", timestamp: "2026-11-20T12:00:02.000Z" }, 2_000],
    ["its time of creation where it has no other", { createdAt: "2026-11-20T12:00:01.000Z" }, 1_000],
    ["no time where WTS gave none", {}, undefined],
  ])("is its id, and %s", async (_what, times, afterMs) => {
    const world = await warned();
    const nowMs = world.clock.now();
    const body = { id: "m1", status: "QUEUED", ...times };
    await world.admin("POST", "faults", [{ path: "/message", method: "POST", applyFirst: true, body, times: 1 }]);
    await world.tick();
    const notice = await world.dependencies.notices.read("default", sessionIdOf(0));
    expect(notice).toMatchObject({ state: "warned", messageId: "m1", warnedAtMs: nowMs });
    expect(notice?.messageAtMs).toBe(afterMs === undefined ? undefined : nowMs + afterMs);
  });
});

describe("a warning that WTS refuses", () => {
  const refused = async (whenUnsendable: "leave" | "close") => {
    const world = await warned({}, { whenUnsendable });
    const refusal = { status: 500, body: { error: true, key: "FORM_ERROR" } };
    await world.admin("POST", "faults", [{ path: `${sessionIdOf(0)}/message`, method: "POST", ...refusal }]);
    return world;
  };
  const typesOf = (world: Awaited<ReturnType<typeof warned>>) => world.events().map(({ type }) => type);

  test("leaves the session open, says why, and is not tried again in the same silence", async () => {
    const world = await refused("leave");
    await world.tick();
    await world.advance(15 * minuteMs);
    await world.tick();
    expect(await world.writes()).toEqual([message]);
    expect((await world.runs()).map(({ sessions }) => sessions)).toMatchObject([
      [{ action: "warn", result: "left", code: "WARNING_UNSENDABLE" }],
      [{ action: "warn", result: "left", code: "WARNING_UNSENDABLE" }],
    ]);
    const lines = world.taken.lines.map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({ level: "warn", message: "left open", reason: "WARNING_UNSENDABLE", policy: "gentle" }),
    );
    expect(typesOf(world)).toEqual(["Session Update Rejected"]);
  });

  test("is told at once, before the session is closed in its place", async () => {
    const world = await refused("close");
    let toldBefore: string[] = [];
    world.hooks.before = async (name) => {
      if (name === "completeSession") toldBefore = typesOf(world);
    };
    await world.tick();
    expect(toldBefore).toEqual(["Session Update Rejected"]);
    expect(typesOf(world)).toEqual(["Session Update Rejected", "Session Closed", "Auto-Close Run Ended"]);
    expect(world.events()[1]?.detail).toMatchObject({ rule: "gentle" });
  });

  test("is told once, though the session is closed in its place only by the next run", async () => {
    const world = await refused("close");
    const faults = await world.admin<object[]>("GET", "faults");
    await world.admin("POST", "faults", [...faults, { path: "/complete", status: 503 }]);
    await world.tick();
    await world.admin("POST", "faults", faults);
    await world.advance(15 * minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect(typesOf(world).filter((type) => type !== "Auto-Close Run Ended")).toEqual([
      "Session Update Rejected",
      "Session Closed",
    ]);
  });
});
