// Moves of a session are counted by the day before they happen, and what a policy had in mind holds only if the move came to pass.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { dynamoTable } from "../../../lib/aws/table.ts";
import {
  type BegunMove,
  type MoveRecords,
  moveRecords,
  type SessionMoves,
} from "../../../lib/routing/records/session-moves.ts";
import type { RoutingState } from "../../../lib/routing/rules/routing-context.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { startTable } from "../../support/table.ts";

const today = "2026-11-20";
const queue = { departmentId: "d-1", userId: null };
const carla = { departmentId: "d-1", userId: "carla" };
let running: Awaited<ReturnType<typeof startTable>>;
let moves: MoveRecords;
let key: { account: string; sessionId: string };
let sessions = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  moves = moveRecords({ table: dynamoTable(running.client, running.tableName), clock: manualClock() });
  sessions += 1;
  key = { account: "default", sessionId: `S-${sessions}` };
});

const state = (step: number): RoutingState => ({
  ...{ policy: "vendas", step, atMs: 1_000 + step, departmentId: "d-1", userId: "carla" },
  ...{ originDepartmentId: "d-1", tried: [] },
});
const move = (id: string, rest: Partial<BegunMove> = {}): BegunMove => ({ id, ...carla, decision: "{}", ...rest });
const begin = async (id: string, most = 3, day = today, rest: Partial<BegunMove> = {}) =>
  moves.begin(key, day, most, await moves.read(key, day, queue), move(id, rest));
const count = async (day = today) => (await moves.read(key, day, queue)).count;

describe("the moves of a session", () => {
  test("are as many a day as is allowed, also when twenty ask at once", async () => {
    const seen: SessionMoves = { count: 0 };
    const begun = await Promise.all(
      Array.from({ length: 20 }, (_, index) => moves.begin(key, today, 3, seen, move(`m-${index}`))),
    );
    expect(begun.filter(Boolean)).toHaveLength(3);
    expect(await count()).toBe(3);
  });

  test("begin anew the next day, for each session and account by itself", async () => {
    for (const id of ["a", "b", "c"]) expect(await begin(id)).toBe(true);
    expect(await begin("d")).toBe(false);
    expect(await begin("e", 3, "2026-11-21")).toBe(true);
    expect(await count("2026-11-21")).toBe(1);
    key = { ...key, account: "filial" };
    expect(await begin("f")).toBe(true);
  });

  test("none are allowed with a limit of none", async () => {
    expect(await begin("a", 0)).toBe(false);
  });

  test("do not count what certainly did not come to pass, once", async () => {
    await begin("a");
    await begin("b");
    await moves.undo(key, today, "b");
    await moves.undo(key, today, "b");
    await moves.undo(key, today, "a");
    expect(await count()).toBe(1);
  });
});

describe("where a policy stands", () => {
  test("is what the begun move had in mind, once the session is where it went", async () => {
    await begin("a", 3, today, { state: state(1) });
    expect((await moves.read(key, today, queue)).state).toBeUndefined();
    expect((await moves.read(key, today, carla)).state).toEqual(state(1));
  });

  test("is what it was before, while a move has not come to pass", async () => {
    await begin("a", 3, today, { state: state(1) });
    const seen = await moves.read(key, today, carla);
    await moves.begin(key, today, 3, seen, move("b", { departmentId: "d-2", userId: "joao", state: state(2) }));
    expect((await moves.read(key, today, carla)).state).toEqual(state(1));
    expect((await moves.read(key, today, { departmentId: "d-2", userId: "joao" })).state).toEqual(state(2));
  });

  test("can be noted without a move", async () => {
    await moves.setState(key, state(0));
    expect(await moves.read(key, today, queue)).toEqual({ count: 0, state: state(0) });
  });

  test("names the move that was begun, so that it can be finished by another", async () => {
    await begin("a", 3, today, { decision: '{"action":"assign"}' });
    expect((await moves.read(key, today, queue)).begun).toEqual(move("a", { decision: '{"action":"assign"}' }));
  });
});
