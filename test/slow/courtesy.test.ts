// Contacts who say thanks, over runs: nobody waits, nobody is told twice, and what thanks opened again is closed in silence.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { undoRun } from "../../lib/auto-close/undo-run.ts";
import { nowApplier } from "../../lib/commands/apply/apply-now.ts";
import { switchCatalogue } from "../../local/wts/switches.ts";
import {
  hourMs,
  minuteMs,
  type RunServers,
  runWorld,
  sessionIdOf,
  startRunServers,
} from "../auto-close/support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers("dynamodb");
});
afterAll(() => servers.stop());

const farewell = "Encerramos por aqui. É só escrever!";
const warning = { text: "Ainda precisa de ajuda?", grace: { hours: 1 } };
const question = { direction: "FROM_HUB", text: "Cadê o boleto?", at: "2026-11-20T05:00:00Z" };
const answer = { direction: "TO_HUB", text: "Segue o boleto.", at: "2026-11-20T05:30:00Z" };
const thanks = { direction: "FROM_HUB", text: "Muito obrigada!! 🙏🏽", at: "2026-11-20T06:00:00Z" };

const worldOf = async (policy: object, sessions: readonly object[]) => {
  const world = runWorld(servers, {
    autoClose: {
      policies: [
        { name: "fim", idle: { hours: 4 }, courtesyReplies: true, whenUnsendable: "leave" as const, ...policy },
      ],
    },
  });
  // When somebody last spoke follows from the messages.
  await world.hold(sessions.map((messages) => ({ messages, lastMessageIn: undefined, lastMessageOut: undefined })));
  await world.confirm();
  return world;
};

const textsOf = async (world: Awaited<ReturnType<typeof worldOf>>, index = 0) =>
  (await world.held(index)).messages.map(({ text }) => text);
const reads = async (world: Awaited<ReturnType<typeof worldOf>>) =>
  (await world.calls()).filter((call) => call.endsWith("/message")).length;

test("is closed when thanks were the last word for long enough, and one who asks stays", async () => {
  const asks = [question, answer, { ...thanks, text: "ok, mas e a segunda via?" }];
  const world = await worldOf({}, [[question, answer, thanks], asks, [question, answer]]);
  await world.tick();
  expect(await world.closed()).toEqual([0, 2]);
  const [run] = await world.runs();
  expect(run?.counts).toEqual({ closed: 2, CONTACT_SPOKE_LAST: 1 });
  expect(run?.sessions).toContainEqual(
    expect.objectContaining({ id: sessionIdOf(0), reasons: ["MATCHED", "IDLE", "COURTESY_REPLY"] }),
  );
  expect(JSON.stringify([world.taken, await world.runs()])).not.toMatch(/obrigada|segunda via/);
});

test("without courtesyReplies nobody is closed whose contact spoke last, and nothing is read for it", async () => {
  const world = await worldOf({ courtesyReplies: false }, [[question, answer, thanks]]);
  await world.tick();
  expect(await world.closed()).toEqual([]);
  expect(await reads(world)).toBe(0);
});

test("idle time counts from the thanks, and a warning comes first", async () => {
  const lately = { ...thanks, at: "2026-11-20T11:30:00Z" };
  const world = await worldOf({ warning, close: { farewell } }, [[question, answer, lately]]);
  await world.tick();
  expect((await world.runs())[0]?.counts).toEqual({ COURTESY_NOT_READ: 1 });
  expect(await reads(world)).toBe(0);
  await world.advance(3.5 * hourMs);
  await world.tick();
  expect(await textsOf(world)).toContain(warning.text);
  expect(await world.closed()).toEqual([]);
  await world.advance(hourMs + minuteMs);
  await world.tick({ force: true });
  expect(await world.closed()).toEqual([0]);
  expect(await textsOf(world)).toContain(farewell);
});

test("thanks for the warning count as thanks: the time counts anew, and the contact is not asked for ever", async () => {
  const world = await worldOf({ warning, close: { farewell } }, [[question, answer]]);
  await world.tick();
  await world.advance(30 * minuteMs);
  await world.say(0, "FROM_HUB", "não, obrigada");
  await world.advance(hourMs);
  await world.tick();
  expect(await world.closed()).toEqual([]);
  await world.advance(4 * hourMs);
  await world.tick();
  await world.advance(hourMs + minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([0]);
});

test("whoever waits with a question is read once in an hour, not with every run", async () => {
  const asks = [question, answer, { ...thanks, text: "e a segunda via?" }];
  const world = await worldOf({ warning }, [asks]);
  for (let run = 0; run < 4; run += 1) {
    await world.tick({}, world.dependencies);
    await world.advance(15 * minuteMs);
  }
  expect(await reads(world)).toBe(1);
  await world.tick({}, world.dependencies);
  expect(await reads(world)).toBe(2);
  expect((await world.runs()).map(({ counts }) => counts)).toEqual(Array(5).fill({ CONTACT_SPOKE_LAST: 1 }));
  await world.say(0, "TO_HUB", "Segue.");
  await world.advance(4 * hourMs);
  await world.tick({}, world.dependencies);
  expect(await textsOf(world)).toContain(warning.text);
});

describe("a session that we closed", () => {
  const closedWorld = async (policy: object = {}) => {
    const world = await worldOf({ close: { farewell, note: "Encerrado" }, ...policy }, [[question, answer]]);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    await world.advance(5 * minuteMs);
    return world;
  };
  const nextRun = async (world: Awaited<ReturnType<typeof worldOf>>) => {
    await world.advance(15 * minuteMs);
    await world.tick();
  };

  test.each([
    ["that says farewell and leaves a note", {}],
    ["that says nothing", { close: {} }],
    ["that warned before", { warning }],
    ["that warned before and says nothing", { warning, close: {} }],
  ])("and that thanks opened again is closed by the next run, in silence, by a policy %s", async (_what, policy) => {
    const world = await worldOf({ close: { farewell, note: "Encerrado" }, ...policy }, [[question, answer]]);
    await world.tick();
    await world.advance(hourMs + minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    for (const text of ["obrigada!", "👍"]) {
      await world.advance(5 * minuteMs);
      await world.say(0, "FROM_HUB", text);
      expect(await world.closed()).toEqual([]);
      const before = await world.held(0);
      await nextRun(world);
      expect(await world.closed()).toEqual([0]);
      const after = await world.held(0);
      expect([after.messages.length, after.notes.length]).toEqual([before.messages.length, before.notes.length]);
      expect((await world.runs())[0]?.sessions).toMatchObject([
        { result: "closed", reasons: ["MATCHED", "REOPENED_BY_COURTESY"] },
      ]);
    }
  });

  test("is closed again, too, where nobody was there and WTS answered the thanks by itself", async () => {
    const world = await closedWorld();
    await world.say(0, "FROM_HUB", "obrigada!");
    await world.say(0, "TO_HUB", "Estamos fechados, voltamos às 9h.", "OFFICE_HOURS");
    await nextRun(world);
    expect(await world.closed()).toEqual([0]);
    expect((await textsOf(world)).filter((text) => text === farewell)).toHaveLength(1);
  });

  test("stays open for a real question, also when thanks come with it", async () => {
    const world = await closedWorld();
    await world.say(0, "FROM_HUB", "obrigada!");
    await world.say(0, "FROM_HUB", "e a segunda via?");
    for (let run = 0; run < 20; run += 1) await nextRun(world);
    expect(await world.closed()).toEqual([]);
  });

  test("and that a person has taken up again is one like any other", async () => {
    const world = await closedWorld();
    await world.say(0, "FROM_HUB", "obrigada!");
    await world.say(0, "TO_HUB", "De nada! Aproveito para avisar: amanhã não abrimos.");
    await nextRun(world);
    expect(await world.closed()).toEqual([]);
    await world.advance(4 * hourMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
    expect((await textsOf(world)).filter((text) => text === farewell)).toHaveLength(2);
  });

  test("and that somebody opened by hand is respected, thanks or not", async () => {
    const world = await closedWorld();
    await world.admin("PUT", `sessions/${sessionIdOf(0)}`, { status: "IN_PROGRESS", endAt: null });
    await nextRun(world);
    expect((await world.runs())[0]?.sessions).toMatchObject([{ result: "left", code: "CLOSED_BEFORE" }]);
    await world.say(0, "FROM_HUB", "obrigada!");
    await nextRun(world);
    expect(await world.closed()).toEqual([]);
  });

  test("and that an undo opened again is not closed at once, whatever its contact says then", async () => {
    const world = await closedWorld();
    const [run] = await world.runs();
    const { dependencies } = world;
    const timeBox = { startBy: world.clock.now() + hourMs, endBy: world.clock.now() + hourMs };
    if (!run) throw new Error("there was no run");
    await undoRun(run, {
      ...dependencies,
      endBy: timeBox.endBy,
      dryRun: false,
      applyNow: nowApplier({ ...dependencies, leaseMs: 20_000 }),
      wts: dependencies.connect("default", { priority: "caller", timeBox, tokenWaitMs: 12_000 }),
      onSession: () => {},
    });
    expect(await world.closed()).toEqual([]);
    await world.say(0, "FROM_HUB", "obrigada!");
    await nextRun(world);
    expect(await world.closed()).toEqual([]);
  });

  test("waits for the opening where the policy closes only in its hours", async () => {
    const hours = { weekly: { friday: ["09:00-10:00", "15:00-18:00"] } };
    const world = await closedWorld({ hours, onlyInHours: true });
    await world.advance(hourMs);
    await world.say(0, "FROM_HUB", "obrigada!");
    await nextRun(world);
    expect(await world.closed()).toEqual([]);
    await world.advance(5 * hourMs);
    await world.tick();
    expect(await world.closed()).toEqual([0]);
  });
});

test("a new session of nothing but thanks is closed once it is idle, and nobody is told", async () => {
  const world = await worldOf({ warning, close: { farewell, note: "Encerrado" } }, [
    [thanks],
    [{ ...thanks, text: "bom dia" }],
  ]);
  await world.tick();
  expect(await world.closed()).toEqual([0]);
  expect(await textsOf(world)).toEqual([thanks.text]);
});

describe("who spoke is read, whatever WTS leaves undocumented", () => {
  const asked = {
    direction: "TO_HUB",
    text: "De 0 a 10, que nota você dá?",
    origin: "API",
    at: "2026-11-20T05:40:00Z",
  };
  const track = { direction: "TO_HUB", type: "TRACK", text: "", at: "2026-11-20T06:10:00Z" };
  const away = { direction: "TO_HUB", text: "Estamos fechados.", origin: "OFFICE_HOURS", at: "2026-11-20T06:01:00Z" };
  const flipped = ["apiMessages", "lastMessageOut", "trackMovesOut", "messageListNotes"] as const;

  test.each(flipped.flatMap((name) => switchCatalogue[name].values.map((value) => [name, value])))(
    "%s: %s",
    async (name, value) => {
      await servers.standIn.admin("PUT", "switches", { [name]: value });
      const world = await worldOf({}, [
        [question, answer, thanks, track],
        [question, answer, asked, { ...thanks, text: "10" }],
        [question, away],
        [question, track],
        [question, answer, { ...thanks, text: "e a segunda via" }, { ...away, at: "2026-11-20T06:05:00Z" }],
        [question, answer, thanks, away],
      ]);
      await world.tick();
      expect(await world.closed()).toEqual([0, 1, 5]);
    },
  );
});
