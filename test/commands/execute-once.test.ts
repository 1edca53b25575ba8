// Each row of the lifecycle's table, and each way out of it, as a fixed case.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { type Claimed, type Ending, lifecycle, SessionLost } from "../../lib/commands/execute-once.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { applied, entryOf, leaseMs, outcomeOf, place, settled, troubledLifecycle } from "./troubled-lifecycle.ts";

const dayMs = 86_400_000;
let world: ReturnType<typeof troubledLifecycle>;
let claims: Claimed[];

beforeEach(() => {
  world = troubledLifecycle();
  claims = [];
});

/** Writes to WTS once, and is applied. */
const workOf = (id: string) => async (claimed: Claimed): Promise<Ending<string>> => {
  claims.push(claimed);
  await world.atWts(id);
  return applied(id);
};

describe("faults", () => {
  test("a copy of an older command does not make what a newer one wrote look older", async () => {
    const at = (ms: number) => ({ entry: { occurredAt: new Date(ms).toISOString() } });
    const work = (id: string, occurredAtMs: number): Parameters<typeof world.execute>[1] => async (_claimed, held) => {
      held.remember({}, { source: "crm", occurredAtMs, fields: ["Status"] });
      return applied(id);
    };
    await world.execute("c-1", work("c-1", 5_000), at(5_000));
    await world.execute("c-2", work("c-2", 9_000), at(9_000));
    await world.execute("c-1", work("c-1", 5_000), at(5_000));
    await world.once.withSession(world.requestOf(), async (held) =>
      expect(held.writtenAt("crm", "Status")).toBe(9_000),
    );
  });

  test("a command that died before any record, and is begun again where that shows only later, is described", async () => {
    world.trouble("WTS c-1", "dies after");
    void world.execute("c-1", workOf("c-1"));
    await settled();
    world.clock.advance(leaseMs + 1);
    const entry = entryOf("c-1");
    await world.once.withSession(world.requestOf(), (held) => held.once(entry, workOf("c-1")));
    expect(await world.ledger.read(place, "c-1")).toMatchObject({ ...entry, state: "applied", outcome: outcomeOf("c-1") });
    expect(claims.map(({ wasBegun }) => wasBegun)).toEqual([false, true]);
  });

  test("a record older than 14 days is one of its own even when the session's item is gone and counts anew", async () => {
    await world.execute("c-1", workOf("c-1"));
    world.clock.advance(14 * dayMs);
    // As DynamoDB drops what has expired.
    const record = world.record("c-1");
    const later = troubledLifecycle();
    later.clock.advance(14 * dayMs);
    await later.table.update({ pk: place.pk, sk: "command#c-1" }, { set: { ...record } });
    await later.execute("c-1", async () => applied("c-1"));
    expect(later.record("c-1")?.seenAt).toBe(new Date(later.clock.now()).toISOString());
  });

  test("of two who record at once, the faster one tells", async () => {
    let chance = 0;
    const random = () => (chance += 0.1);
    const clock = { ...world.clock, random };
    const parts = { ledger: ledger({ table: world.table, clock }), leases: sessionLeases({ table: world.table, clock }) };
    const told: string[] = [];
    const bus = { publish: async () => void told.push("told") };
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const once = lifecycle({ ...parts, bus, clock, log });
    await Promise.all([1, 2].map(() => once.recordOnce({ place, entry: entryOf("c-1") }, async () => applied("c-1"))));
    expect(told).toEqual(["told"]);
    expect(SessionLost).toBeDefined();
  });
});
