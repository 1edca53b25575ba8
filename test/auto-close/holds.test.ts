// A held session is neither warned nor closed, whenever the hold was set; when it is over, idle time counts from its end.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Previewed } from "../../lib/auto-close/preview-run.ts";
import { previewRun } from "../../lib/auto-close/preview-run.ts";
import type { Hold } from "../../lib/core/holds/hold.ts";
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
  servers = await startRunServers("dynamodb");
});
afterAll(() => servers.stop());

const silent = { name: "silent", idle: { hours: 4 } };
const warns = {
  name: "warns",
  idle: { hours: 4 },
  warning: { text: "Ainda precisa de ajuda?", grace: { hours: 2 } },
};

const worldOf = async (policy: object) => {
  const world = runWorld(servers, { autoClose: { everyMinutes: 1, policies: [policy as typeof silent] } });
  await world.hold([{}]);
  await world.confirm();
  return world;
};

let serial = 0;
const setHold = async ({ dependencies, clock, held }: RunWorld, untilMs: number): Promise<Hold> => {
  serial += 1;
  const { lastMessageIn } = await held(0);
  const hold: Hold = {
    ...{ id: `hold-${serial}`, untilMs, setAtMs: clock.now(), source: "http:crm", setBy: "http:crm", reason: "boleto" },
    lastMessageInMs: lastMessageIn === null ? null : Date.parse(lastMessageIn),
  };
  await dependencies.holds.set("default", sessionIdOf(0), hold);
  return hold;
};

const previewOf = async ({ another, clock }: RunWorld): Promise<Previewed | undefined> => {
  let seen: Previewed | undefined;
  await previewRun(another(), {
    ...{ account: "default", nowMs: clock.now(), endBy: clock.now() + 60_000 },
    onSession: (_facts, previewed) => {
      seen = previewed;
    },
    onPage: () => {},
  });
  return seen;
};

const warnings = async ({ held }: RunWorld): Promise<number> =>
  (await held(0)).messages.filter(({ text }) => text === warns.warning.text).length;

describe.each([silent, warns])("the policy $name", (policy) => {
  test("leaves a held session alone, and its preview says until when, why, and who said so", async () => {
    const world = await worldOf(policy);
    const { untilMs } = await setHold(world, world.clock.now() + 48 * hourMs);
    expect(await previewOf(world)).toMatchObject({
      end: "none",
      plan: { code: "HELD", untilMs, why: { code: "HELD", params: { untilMs, reason: "boleto", setBy: "http:crm" } } },
    });
    await world.tick();
    expect(await world.writes()).toEqual([]);
    expect(JSON.stringify(await world.runs())).not.toContain("boleto");
    await world.advance(47 * hourMs);
    await world.tick();
    expect(await world.writes()).toEqual([]);
  });
});

test("idle time counts from the hold's end, whether anybody has noted it or not", async () => {
  const world = await worldOf(silent);
  await setHold(world, world.clock.now() + hourMs);
  await world.advance(hourMs + 4 * hourMs - minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([]);
  await world.advance(minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([0]);
});

test("a release counts as well", async () => {
  const world = await worldOf(silent);
  const { id } = await setHold(world, world.clock.now() + 48 * hourMs);
  await world.advance(hourMs);
  await world.dependencies.holds.end("default", sessionIdOf(0), id, { as: "RELEASED", by: "release" });
  await world.advance(4 * hourMs - minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([]);
  await world.advance(minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([0]);
});

test("a warning from before the hold counts no more: the contact is warned anew, and then closed", async () => {
  const world = await worldOf(warns);
  await world.tick();
  expect(await warnings(world)).toBe(1);
  await setHold(world, world.clock.now() + 3 * hourMs);
  await world.advance(3 * hourMs + 4 * hourMs - minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([]);
  await world.advance(minuteMs);
  await world.tick();
  expect(await warnings(world)).toBe(2);
  await world.advance(2 * hourMs - minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([]);
  await world.advance(2 * minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([0]);
});

test("more than thanks ends it, and thanks do not: who wrote what is read only where it makes a difference", async () => {
  for (const [text, closed] of [
    ["Veio o valor errado", [0]],
    ["ok, obrigada!", []],
  ] as const) {
    const world = await worldOf(silent);
    await setHold(world, world.clock.now() + 90 * 24 * hourMs);
    await world.say(0, "FROM_HUB", text);
    await world.say(0, "TO_HUB", "Certo.", "DEFAULT");
    await world.tick();
    expect(await world.calls()).not.toContainEqual(expect.stringContaining("/message?"));
    await world.advance(5 * hourMs);
    await world.tick();
    expect(await world.closed()).toEqual(closed);
  }
});

test("one that is set while the run is under way is obeyed before its close", async () => {
  const world = await worldOf(silent);
  const dependencies = world.another();
  const { holds } = dependencies;
  let reads = 0;
  // It is set when the close is decided on, and nothing of it was known when the page was planned.
  const read: typeof holds.read = async (...given) => {
    reads += 1;
    if (reads === 2) await setHold(world, world.clock.now() + hourMs);
    return holds.read(...given);
  };
  await world.tick({}, { ...dependencies, holds: { ...holds, read } });
  expect(await world.closed()).toEqual([]);
  expect((await world.runs())[0]?.sessions).toMatchObject([{ result: "left", code: "HELD" }]);
});

test("where nothing is held, a run reads the index once, and a hold for each session that it acts on", async () => {
  const world = await worldOf(silent);
  const dependencies = world.another();
  const reads = { ids: 0, one: 0 };
  const { holds } = dependencies;
  const counted: typeof holds = {
    ...holds,
    idsOf: (account) => {
      reads.ids += 1;
      return holds.idsOf(account);
    },
    read: (...given) => {
      reads.one += 1;
      return holds.read(...given);
    },
  };
  await world.tick({}, { ...dependencies, holds: counted });
  expect(await world.closed()).toEqual([0]);
  expect(reads).toEqual({ ids: 1, one: 2 });
});

test("a page of sessions reads the index once, however many stand in it", async () => {
  const world = await worldOf(silent);
  await world.hold(Array.from({ length: 30 }, () => ({ lastMessageIn: "2026-11-20T11:59:00Z" })));
  let queries = 0;
  const table: typeof world.table = {
    ...world.table,
    queryIndex: (index, ...rest) => {
      if (index.value === "hold#default") queries += 1;
      return world.table.queryIndex(index, ...rest);
    },
  };
  await world.tick({}, world.another({ everyMinutes: 1, policies: [silent] }, table));
  expect((await world.runs())[0]?.counts).toEqual({ CONTACT_SPOKE_LAST: 30 });
  expect(queries).toBe(1);
});
