// What an invocation that died had begun is found out by the next one, whoever came to the session in between.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import type { Table, Update } from "../../lib/aws/table.ts";
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
  servers = await startRunServers("dynamodb");
});
afterAll(() => servers.stop());

const place = sessionPlace({ account: "default", sessionId: sessionIdOf(0) });
const silent = { policies: [{ name: "silent", idle: { hours: 4 } }] };
const polite = (close: object) => ({
  policies: [{ name: "polite", idle: { hours: 4 }, whenUnsendable: "leave" as const, close }],
});

const confirmedWorld = async (autoClose: object) => {
  const world = runWorld(servers, { autoClose });
  await world.hold([{}]);
  await world.confirm();
  return world;
};

/** The run's process dies as soon as that is written, or WTS has answered that call. */
const dyingTick = async (
  world: RunWorld,
  { written = () => false, answered }: { written?: (update: Update) => boolean; answered?: string },
): Promise<void> => {
  let isDead = false;
  const alive = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    if (isDead) throw new Error("killed");
    return call();
  };
  const { table, hooks, failing } = world;
  const die = (): void => {
    isDead = true;
    failing.bus = true;
  };
  const mortal: Table = {
    get: (key) => alive(() => table.get(key)),
    query: (pk, options) => alive(() => table.query(pk, options)),
    queryIndex: (index, options) => alive(() => table.queryIndex(index, options)),
    update: (key, update) =>
      alive(async () => {
        const item = await table.update(key, update);
        if (written(update)) die();
        return alive(async () => item);
      }),
  };
  hooks.before = () => alive(async () => {});
  hooks.after = async (name) => {
    if (name === answered) die();
  };
  await world.tick({ force: true }, world.another(undefined, mortal)).catch(() => {});
  expect(isDead).toBe(true);
  failing.bus = false;
  hooks.before = async () => {};
  hooks.after = async () => {};
  await world.advance(minuteMs + 1);
};

const typesOf = (world: RunWorld) => world.events().map(({ type }) => type);
const resultsOf = async (world: RunWorld) =>
  (await world.runs()).map(({ sessions }) => sessions.map(({ result }) => result));

describe("a close that WTS took and nobody recorded", () => {
  test("is recorded and told, although another command came to the session first", async () => {
    const world = await confirmedWorld(silent);
    await dyingTick(world, { answered: "completeSession" });
    const { lifecycle } = world.dependencies;
    await lifecycle.withSession({ place, owner: "caller", leaseMs: 1_000 }, async () => {});
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await resultsOf(world)).toEqual([["closed"]]);
    expect(typesOf(world)).toEqual(["Session Closed", "Auto-Close Run Ended"]);
  });

  test("is recorded and told, once whoever works on the session is done", async () => {
    const world = await confirmedWorld(silent);
    await dyingTick(world, { answered: "completeSession" });
    const { lifecycle } = world.dependencies;
    await lifecycle.withSession({ place, owner: "caller", leaseMs: minuteMs }, async () => {
      expect(await world.tick()).toMatchObject({ state: "running" });
    });
    await world.advance(minuteMs);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await resultsOf(world)).toEqual([["closed"]]);
    expect(typesOf(world)).toEqual(["Session Closed", "Auto-Close Run Ended"]);
  });
});

test("a refusal that was recorded and not told is told by whoever goes on", async () => {
  const world = await confirmedWorld(polite({ farewell: "Até logo!" }));
  await world.admin("POST", "faults", [{ path: "message/sync", failMessage: "número inválido" }]);
  // The session is given back, and the page is not told yet.
  await dyingTick(world, { written: ({ remove }) => remove?.includes("commandId") === true });
  expect(typesOf(world)).toEqual([]);
  await world.tick();
  expect(typesOf(world)).toEqual(["Session Update Rejected"]);
});

test("a warning that went out is recorded and told, although its process died as soon as it was noted", async () => {
  const warning = { text: "Ainda está aí?", grace: { minutes: 60 } };
  const world = await confirmedWorld({
    policies: [{ name: "gentle", idle: { hours: 4 }, warning, whenUnsendable: "leave" as const }],
  });
  await dyingTick(world, { written: ({ set }) => String(set?.notice).includes('"state":"warned"') });
  await world.tick();
  expect(await resultsOf(world)).toEqual([["warned"]]);
  expect(typesOf(world)).toEqual(["Session Updated", "Auto-Close Run Ended"]);
});

test("what a person closed is not taken for a close of the run that died, although an earlier one had begun it", async () => {
  const world = await confirmedWorld(polite({ note: "Encerrado" }));
  await world.admin("POST", "faults", [{ path: "/complete", status: 503 }]);
  await world.tick();
  await world.admin("DELETE", "faults");
  await world.advance(15 * minuteMs);
  await dyingTick(world, { written: ({ set }) => set?.sessions !== undefined });
  await world.admin("PUT", `sessions/${sessionIdOf(0)}`, { status: "COMPLETED" });
  await world.tick();
  expect(await resultsOf(world)).toEqual([[], ["failed"]]);
  expect(typesOf(world)).not.toContain("Session Closed");
});

describe("a close of which WTS does not say whether it arrived", () => {
  const look = { path: `/session/${sessionIdOf(0)}`, method: "GET" };
  const linesOf = (world: RunWorld) => world.taken.lines.map((line) => JSON.parse(line));

  test("to nobody but this session (403) is not waited for, and a line says so", async () => {
    const world = await confirmedWorld(silent);
    await dyingTick(world, { answered: "completeSession" });
    await world.admin("POST", "faults", [{ ...look, status: 403 }]);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect((await world.runs())[0]?.sessions).toMatchObject([{ result: "failed", code: "CLOSE_UNKNOWN" }]);
    expect(linesOf(world)).toContainEqual(
      expect.objectContaining({
        ...{ level: "error", message: "nobody knows whether it was closed" },
        ...{ sessionId: sessionIdOf(0), wtsStatus: 403 },
      }),
    );
  });

  test("since it refuses our key (401) stays open until the key is accepted", async () => {
    const world = await confirmedWorld(silent);
    await dyingTick(world, { answered: "completeSession" });
    await world.admin("POST", "faults", [{ ...look, status: 401 }]);
    await expect(world.tick()).rejects.toMatchObject({ code: "WTS_DENIED" });
    expect(await resultsOf(world)).toEqual([[undefined]]);
    await world.admin("DELETE", "faults");
    await world.advance(minuteMs + 1);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await resultsOf(world)).toEqual([["closed"]]);
  });

  test("since it is away for a moment is waited for", async () => {
    const world = await confirmedWorld(silent);
    await dyingTick(world, { answered: "completeSession" });
    await world.admin("POST", "faults", [{ ...look, status: 503 }]);
    expect(await world.tick()).toMatchObject({ state: "running" });
    expect(await resultsOf(world)).toEqual([[undefined]]);
    await world.admin("DELETE", "faults");
    await world.advance(minuteMs + 1);
    expect(await world.tick()).toMatchObject({ state: "done" });
    expect(await resultsOf(world)).toEqual([["closed"]]);
  });

  test("since it has no such session any more is over", async () => {
    const world = await confirmedWorld(silent);
    await dyingTick(world, { answered: "completeSession" });
    await world.admin("POST", "faults", [{ ...look, status: 500, body: { error: true, key: "FORM_ERROR" } }]);
    expect(await world.tick()).toMatchObject({ state: "done" });
    const [run] = await world.runs();
    expect(run?.sessions).toMatchObject([{ result: "left", code: "GONE" }]);
    expect(run?.counts).toEqual({ "left GONE": 1 });
  });
});

test("what is recovered of a close keeps the end as WTS has it, and a line says that the run goes on", async () => {
  const world = await confirmedWorld(silent);
  await dyingTick(world, { answered: "completeSession" });
  const { endAt } = await world.held(0);
  expect(await world.tick()).toMatchObject({ state: "done" });
  const [run] = await world.runs();
  expect(run?.sessions).toMatchObject([{ result: "closed", after: { endAt } }]);
  expect(run?.sessions[0]).not.toHaveProperty("code");
  expect(run?.counts).toEqual({ closed: 1 });
  expect(world.taken.lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({
      ...{ level: "warn", message: "auto-close run goes on after a crash" },
      ...{ runId: run?.id, account: "default", record: 0, settled: 1 },
    }),
  );
});

test("a close of an earlier run is not counted by a run that died before it came to the session", async () => {
  const world = await confirmedWorld(silent);
  await world.tick();
  await world.admin("PUT", `sessions/${sessionIdOf(0)}`, { status: "IN_PROGRESS", endAt: null });
  await world.advance(15 * minuteMs);
  await dyingTick(world, { written: ({ set }) => set?.sessions !== undefined });
  expect(await world.tick()).toMatchObject({ state: "done" });
  expect((await world.runs()).map(({ counts }) => counts)).toEqual([{ "left CLOSED_BEFORE": 1 }, { closed: 1 }]);
  expect(typesOf(world).filter((type) => type === "Session Closed")).toHaveLength(1);
});

test("a page that was opened and whose sessions were never written down was not begun", async () => {
  const world = await confirmedWorld(silent);
  await dyingTick(world, {
    written: ({ set }) =>
      JSON.stringify(set ?? {})
        .replaceAll("\\", "")
        .includes('"open":[0]'),
  });
  expect(await world.writes()).toEqual([]);
  expect(await world.tick()).toMatchObject({ state: "done" });
  expect(await world.closed()).toEqual([0]);
  const [run] = await world.runs();
  expect(run?.counts).toEqual({ closed: 1 });
  const { runs } = world.dependencies;
  expect(await runs.readSessions(run?.id ?? "", 0)).toBeUndefined();
  expect(await runs.readSessions(run?.id ?? "", 1)).toMatchObject([{ result: "closed" }]);
});
