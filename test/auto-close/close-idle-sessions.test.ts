// What a run does to the sessions of an account, step by step, and what it leaves alone.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { switchCatalogue } from "../../local/wts/switches.ts";
import { hourMs, minuteMs, type RunServers, runWorld, sessionIdOf, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

/** Who answered is not read. */
const silent = { policies: [{ name: "silent", idle: { hours: 4 }, answersThatDoNotCount: [] }] };
const polite = (close: object, rest: object = {}) => ({
  policies: [{ name: "polite", idle: { hours: 4 }, whenUnsendable: "leave" as const, close, ...rest }],
});

const confirmedWorld = async (autoClose: object, sessions: readonly object[]) => {
  const world = runWorld(servers, { autoClose });
  await world.hold(sessions);
  await world.confirm();
  return world;
};
const complete = (index = 0) => `PUT /${sessionIdOf(index)}/complete`;
const sync = (index = 0) => `POST /${sessionIdOf(index)}/message/sync`;

describe("a policy that only completes", () => {
  test("closes what is idle with one call each, and nothing else", async () => {
    const world = await confirmedWorld(silent, [
      {},
      { lastMessageIn: "2026-11-20T02:00:00Z" },
      { lastMessageOut: "2026-11-20T11:00:00Z" },
      {},
      { status: "HIDDEN" },
      { status: "COMPLETED" },
    ]);
    expect(await world.tick()).toMatchObject({ did: "run", state: "done" });
    expect(await world.closed()).toEqual([0, 3, 5]);
    expect(await world.calls()).toEqual([
      "GET /session",
      `PUT /session/${sessionIdOf(0)}/complete`,
      `PUT /session/${sessionIdOf(3)}/complete`,
    ]);
    expect(world.events().map(({ type }) => type)).toEqual([
      "Session Closed",
      "Session Closed",
      "Auto-Close Run Ended",
    ]);
    expect(world.events()[0]?.detail).toMatchObject({ door: "schedule", rule: "silent", reasons: ["MATCHED", "IDLE"] });
    const [run] = await world.runs();
    expect(run).toMatchObject({ state: "done", counts: { closed: 2, CONTACT_SPOKE_LAST: 1, NOT_IDLE_YET: 1 } });
    expect(run?.sessions).toMatchObject([
      { id: sessionIdOf(0), result: "closed", reasons: ["MATCHED", "IDLE"], before: { status: "IN_PROGRESS" } },
      { id: sessionIdOf(3), result: "closed" },
    ]);
  });

  test("says nothing private, in no line, no record and no event", async () => {
    const world = await confirmedWorld(silent, [
      { title: "CANARY", lastMessageText: "CANARY", metadata: { cpf: "CANARY" } },
    ]);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect(JSON.stringify([world.taken, await world.runs()])).not.toContain("CANARY");
  });

  test("runs again only when it is due", async () => {
    const world = await confirmedWorld({ ...silent, everyMinutes: 10 }, []);
    expect(await world.tick()).toMatchObject({ did: "run" });
    await world.advance(9 * minuteMs);
    expect(await world.tick()).toEqual({ did: "nothing", why: "not-due" });
    await world.advance(minuteMs);
    expect(await world.tick()).toMatchObject({ did: "run" });
  });

  test("leaves a session that somebody opened again without a word, until something is said in it", async () => {
    const world = await confirmedWorld(silent, [{}]);
    await world.tick();
    await world.admin("PUT", `sessions/${sessionIdOf(0)}`, { status: "IN_PROGRESS", endAt: null });
    await world.advance(hourMs);
    await world.tick();
    expect(await world.closed()).toEqual([]);
    expect((await world.runs())[0]?.sessions).toMatchObject([{ result: "left", code: "CLOSED_BEFORE" }]);
    await world.say(0, "FROM_HUB", "oi");
    await world.say(0, "TO_HUB", "bom dia");
    await world.advance(5 * hourMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
  });
});

describe("one session that WTS does not let us", () => {
  const refusal = { status: 500, body: { error: true, key: "FORM_ERROR" } };
  const looked = {
    lastMessageIn: "2026-11-20T01:00:00Z",
    lastMessageOut: "2026-11-20T02:00:00Z",
    messages: [
      { direction: "FROM_HUB", text: "oi", at: "2026-11-20T01:00:00Z" },
      { direction: "TO_HUB", text: "olá", at: "2026-11-20T02:00:00Z" },
    ],
  };
  const bots = { policies: [{ name: "bots", idle: { hours: 4 }, answersThatDoNotCount: ["BOT" as const] }] };

  test.each([
    ["see the messages of", { path: "/message?", method: "GET", ...refusal }, "WTS_REFUSED"],
    ["see the messages of, for a while,", { path: "/message?", method: "GET", status: 503 }, "WTS_UNAVAILABLE"],
    ["close (403)", { path: "/complete", status: 403 }, "WTS_DENIED"],
    ["close (500)", { path: "/complete", ...refusal }, "WTS_REFUSED"],
  ])("%s holds up nobody else, and is tried again", async (_what, { path, ...fault }, code) => {
    const world = await confirmedWorld(bots, [looked, looked, looked]);
    await world.admin("POST", "faults", [{ ...fault, path: `${sessionIdOf(0)}${path}` }]);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await world.closed()).toEqual([1, 2]);
    expect((await world.runs())[0]?.counts).toEqual({ closed: 2, [`failed ${code}`]: 1 });
    await world.admin("DELETE", "faults");
    await world.advance(25 * hourMs);
    await world.tick();
    expect(await world.closed()).toEqual([0, 1, 2]);
  });

  test("look at after a crash holds up nobody else, at most for an hour", async () => {
    const world = await confirmedWorld(silent, [{}, {}]);
    const id = sessionIdOf(0);
    await world.admin("POST", "faults", [
      { path: `${id}/complete`, status: 503 },
      { path: `/session/${id}`, method: "GET", status: 503 },
    ]);
    expect(await world.tick()).toMatchObject({ state: "running" });
    await world.advance(30 * minuteMs);
    expect(await world.tick()).toMatchObject({ state: "running" });
    await world.advance(31 * minuteMs);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect((await world.runs())[0]?.sessions).toContainEqual(
      expect.objectContaining({ id, result: "failed", code: "CLOSE_UNKNOWN" }),
    );
    expect(await world.closed()).toEqual([1]);
  });

  test("several in a row are WTS's own trouble: the next minute goes on", async () => {
    const world = await confirmedWorld(
      silent,
      Array.from({ length: 15 }, () => ({})),
    );
    await world.admin("POST", "faults", [{ path: "/complete", status: 403 }]);
    await expect(world.tick()).rejects.toMatchObject({ code: "WTS_DENIED" });
    await world.admin("DELETE", "faults");
    await world.advance(minuteMs + 1);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await world.closed()).toHaveLength(15);
  });
});

describe("a policy that says goodbye", () => {
  const close = {
    note: "Encerrado por {policy}",
    farewell: "Até logo!",
    metadata: { autoClose: "{policy}", autoCloseRun: "{run}" },
    classification: { category: "INFO" as const, description: "Sem resposta" },
  };

  test("writes the note, says goodbye, says in the session why, and closes, in this order", async () => {
    const world = await confirmedWorld(polite(close), [{ metadata: { pedido: "42" } }]);
    await world.tick();
    const id = sessionIdOf(0);
    expect(await world.writes()).toEqual([`POST /${id}/note`, sync(), `PUT /${id}/partial`, complete()]);
    const [run] = await world.runs();
    expect(await world.held(0)).toMatchObject({
      status: "COMPLETED",
      metadata: { pedido: "42", autoClose: "polite", autoCloseRun: run?.id },
      classification: { category: "INFO" },
      notes: [{ text: "Encerrado por polite" }],
    });
  });

  test("whose farewell WTS has not sent yet waits for the next run, once, and does not send it again", async () => {
    const world = await confirmedWorld(polite({ farewell: "Até logo!" }), [{}]);
    const body = { id: "m1", status: "QUEUED", createdAt: new Date(world.clock.now()).toISOString() };
    await world.admin("POST", "faults", [{ path: "message/sync", applyFirst: true, body, times: 1 }]);
    await world.tick();
    expect(await world.closed()).toEqual([]);
    expect((await world.runs())[0]?.counts).toEqual({ "left FAREWELL_NOT_SENT_YET": 1 });
    await world.advance(15 * minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect(await world.writes()).toEqual([sync(), complete()]);
  });

  test("whose farewell WTS has not sent yet does not send it again, though WTS does not show it to the next run", async () => {
    const world = await confirmedWorld(polite({ farewell: "Até logo!" }), [{}]);
    const body = { id: "m1", status: "QUEUED", createdAt: new Date(world.clock.now()).toISOString() };
    await world.admin("POST", "faults", [{ path: "message/sync", applyFirst: true, body, times: 1 }]);
    await world.tick();
    await world.admin("POST", "faults", [{ path: "CreatedAt.After", method: "GET", body: { items: [] } }]);
    await world.advance(15 * minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect(await world.writes()).toEqual([sync(), complete()]);
  });

  test.each(switchCatalogue.syncTogether.values)(
    "whose farewells go out at the same moment are closed by the next run, and nobody hears one twice, where WTS has them %s",
    async (syncTogether) => {
      const world = await confirmedWorld(polite({ farewell: "Até logo!" }), [{}, {}, {}]);
      await world.admin("PUT", "switches", { syncTogether });
      await world.tick();
      const counts = (await world.runs())[0]?.counts;
      if (syncTogether === "stuck") expect(counts).toMatchObject({ "left FAREWELL_NOT_SENT_YET": expect.any(Number) });
      else expect(counts).toEqual({ closed: 3 });
      await world.advance(15 * minuteMs);
      await world.tick();
      expect(await world.closed()).toEqual([0, 1, 2]);
      const writes = await world.writes();
      expect(writes.filter((write) => write.endsWith("message/sync"))).toHaveLength(3);
      expect(writes.filter((write) => write.endsWith("complete"))).toHaveLength(3);
    },
  );

  test("whose farewell may or may not have gone out waits for the next run, once, and closes without it", async () => {
    const world = await confirmedWorld(polite({ farewell: "Até logo!" }), [{}]);
    await world.admin("POST", "faults", [{ path: "message/sync", drop: true, times: 1 }]);
    await world.tick();
    expect((await world.runs())[0]?.counts).toEqual({ "left WTS_OUTCOME_UNKNOWN": 1 });
    await world.advance(15 * minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect(await world.writes()).toEqual([sync(), complete()]);
  });

  test("whose farewell went out without an answer finds it, and closes at once", async () => {
    const world = await confirmedWorld(polite({ farewell: "Até logo!" }), [{}]);
    await world.admin("POST", "faults", [{ path: "message/sync", drop: "after", times: 1 }]);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect(await world.writes()).toEqual([sync(), complete()]);
  });

  test.each([undefined, "leave", "close"] as const)(
    "whose farewell WTS cannot deliver does what it says: %s",
    async (whenUnsendable) => {
      const unsendable = { whenUnsendable, match: { channel: "ZAPI_WHATSAPP" } };
      const world = await confirmedWorld(polite({ farewell: "Até logo!" }, unsendable), [{}]);
      await world.admin("POST", "faults", [{ path: "message/sync", failMessage: "número inválido" }]);
      for (let run = 0; run < 3; run += 1) {
        await world.tick();
        await world.advance(15 * minuteMs);
      }
      const isClosed = whenUnsendable === "close";
      expect(await world.closed()).toEqual(isClosed ? [0] : []);
      // It is not tried once a run for ever.
      expect(await world.writes()).toEqual(isClosed ? [sync(), complete()] : [sync()]);
    },
  );

  test("closes although WTS refuses what is only said about the session: the contact has heard our goodbye", async () => {
    const world = await confirmedWorld(polite(close), [{}]);
    const refusal = { status: 500, body: { error: true, key: "FORM_ERROR" } };
    await world.admin("POST", "faults", [{ path: "/partial", ...refusal }]);
    await world.tick();
    const id = sessionIdOf(0);
    expect(await world.writes()).toEqual([`POST /${id}/note`, sync(), `PUT /${id}/partial`, complete()]);
    expect(await world.closed()).toEqual([0]);
  });

  test("keeps the session open when its contact answers the farewell", async () => {
    const world = await confirmedWorld(polite({ farewell: "Até logo!", metadata: { a: "b" } }), [{}]);
    world.hooks.after = async (name) => {
      if (name === "sendMessageSync") await world.say(0, "FROM_HUB", "espere!");
    };
    await world.tick();
    expect((await world.held(0)).status).toBe("IN_PROGRESS");
    expect(await world.writes()).toEqual([sync()]);
    expect((await world.runs())[0]?.counts).toEqual({ "left CHANGED": 1 });
  });
});

test("a session that somebody opened again and moved is closed by no other policy, until something is said in it", async () => {
  const world = await confirmedWorld(
    {
      policies: [
        {
          name: "goodbye",
          match: { status: "PENDING" },
          idle: { hours: 4 },
          whenUnsendable: "leave",
          close: { farewell: "Até logo!" },
        },
        { name: "silent", idle: { hours: 1 } },
      ],
    },
    [{ status: "PENDING" }],
  );
  await world.tick();
  expect(await world.closed()).toEqual([0]);
  await world.admin("PUT", `sessions/${sessionIdOf(0)}`, { status: "IN_PROGRESS", endAt: null });
  await world.advance(5 * hourMs);
  await world.tick();
  expect(await world.closed()).toEqual([]);
});

describe("answers that do not count", () => {
  const autoClose = {
    policies: [{ name: "bots", idle: { hours: 4 }, answersThatDoNotCount: ["BOT", "OFFICE_HOURS"] as const }],
  };
  const talk = (origin: string) => ({
    lastMessageIn: "2026-11-20T01:00:00Z",
    lastMessageOut: "2026-11-20T02:00:00Z",
    messages: [
      { direction: "FROM_HUB", text: "oi", at: "2026-11-20T01:00:00Z" },
      { direction: "TO_HUB", text: "já volto", at: "2026-11-20T02:00:00Z", origin },
    ],
  });

  test("leave a contact waiting whom only a robot answered", async () => {
    const world = await confirmedWorld({ policies: [...autoClose.policies] }, [
      talk("BOT"),
      talk("DEFAULT"),
      talk("OFFICE_HOURS"),
    ]);
    await world.tick();
    expect(await world.closed()).toEqual([1]);
    expect((await world.runs())[0]?.counts).toEqual({ closed: 1, ANSWER_DOES_NOT_COUNT: 2 });
  });
});

describe("what we are about to say is noted before it is said", () => {
  test.each([
    ["a note", { note: "Encerrado" }, "createNote", "closing"],
    ["a farewell", { farewell: "Até logo!" }, "sendMessageSync", "closing"],
    ["nothing, where only fields are written", { metadata: { a: "b" } }, "updateSession", undefined],
  ])("%s", async (_what, close, call, state) => {
    const world = await confirmedWorld(polite(close), [{}]);
    const noted: unknown[] = [];
    world.hooks.before = async (name) => {
      if (name === call) noted.push((await world.dependencies.notices.read("default", sessionIdOf(0)))?.state);
    };
    await world.tick();
    expect(noted).toEqual([state]);
    expect(await world.closed()).toEqual([0]);
  });
});

describe("between two steps of a close", () => {
  const inHand = { note: "Encerrado", metadata: { a: "b" } };
  const read = `GET /session/${sessionIdOf(0)}`;

  test.each([
    [2_499, 1],
    [2_500, 2],
  ])("that are %i ms apart, the session is read %i times in all", async (pauseMs, reads) => {
    const world = await confirmedWorld(polite(inHand), [{}]);
    world.hooks.after = async (name) => {
      if (name === "createNote") world.clock.advance(pauseMs);
    };
    await world.tick();
    expect((await world.calls()).filter((call) => call === read)).toHaveLength(reads);
    expect(await world.closed()).toEqual([0]);
  });

  test("that are far apart, a contact's word keeps the session open", async () => {
    const world = await confirmedWorld(polite(inHand), [{}]);
    world.hooks.after = async (name) => {
      if (name !== "createNote") return;
      await world.advance(2_500);
      await world.say(0, "FROM_HUB", "espere!");
    };
    await world.tick();
    expect(await world.writes()).toEqual([`POST /${sessionIdOf(0)}/note`]);
    expect((await world.runs())[0]?.counts).toEqual({ "left CHANGED": 1 });
  });
});

test("a farewell that is not sent yet is waited for, although the run before was in doubt about the note", async () => {
  const world = await confirmedWorld(polite({ note: "Encerrado", farewell: "Até logo!" }), [{}]);
  const note = `POST /${sessionIdOf(0)}/note`;
  await world.admin("POST", "faults", [
    { path: "/note", method: "POST", drop: "after", times: 1 },
    { path: "/note", method: "GET", body: { items: [] } },
  ]);
  await world.tick();
  expect((await world.runs())[0]?.counts).toEqual({ "left WTS_OUTCOME_UNKNOWN": 1 });
  const body = { id: "m1", status: "QUEUED", createdAt: new Date(world.clock.now()).toISOString() };
  await world.admin("POST", "faults", [{ path: "message/sync", applyFirst: true, body, times: 1 }]);
  await world.advance(15 * minuteMs);
  await world.tick();
  expect((await world.runs())[0]?.counts).toEqual({ "left FAREWELL_NOT_SENT_YET": 1 });
  await world.advance(15 * minuteMs);
  await world.tick();
  expect(await world.writes()).toEqual([note, sync(), complete()]);
});

describe("a key that WTS does not accept", () => {
  test("ends the invocation, and the next minute goes on with all of its sessions", async () => {
    const world = await confirmedWorld(silent, [{}, {}]);
    await world.admin("POST", "faults", [{ path: `${sessionIdOf(0)}/complete`, status: 401 }]);
    await expect(world.tick()).rejects.toMatchObject({ code: "WTS_DENIED" });
    await world.admin("DELETE", "faults");
    await world.advance(minuteMs + 1);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await world.closed()).toEqual([0, 1]);
    expect((await world.runs())[0]?.counts).toEqual({ closed: 2 });
  });
});

describe("the line of a session", () => {
  const linesOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line));

  test("that is closed is an info, and says by which policy of which run", async () => {
    const world = await confirmedWorld(silent, [{}]);
    await world.tick();
    const [run] = await world.runs();
    expect(linesOf(world.taken.lines)).toContainEqual(
      expect.objectContaining({
        ...{ level: "info", message: "closed", runId: run?.id, account: "default", policy: "silent" },
        ...{ sessionId: sessionIdOf(0), commandId: run?.sessions[0]?.commandId },
      }),
    );
  });

  test("that WTS does not let us close is a warning", async () => {
    const world = await confirmedWorld(silent, [{}]);
    await world.admin("POST", "faults", [{ path: "/complete", status: 403 }]);
    await world.tick();
    expect(linesOf(world.taken.lines)).toContainEqual(
      expect.objectContaining({ level: "warn", message: "left open", code: "WTS_DENIED", wtsStatus: 403 }),
    );
  });

  test("that fails by a fault of our own is an error, and holds up nobody else", async () => {
    const world = await confirmedWorld(silent, [{}, {}]);
    world.hooks.before = async (name, sessionId) => {
      if (name === "completeSession" && sessionId === sessionIdOf(0)) throw new TypeError("no function");
    };
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect((await world.runs())[0]?.counts).toEqual({ closed: 1, "failed INTERNAL": 1 });
    expect(linesOf(world.taken.lines)).toContainEqual(
      expect.objectContaining({ level: "error", message: "left open" }),
    );
  });
});
