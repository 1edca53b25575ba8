// One owner at a time works on a session, one that died holds it no longer than its lease, and what is newer is remembered.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { placeKeys, type SessionKey, sessionPlace } from "../../lib/aws/item-keys.ts";
import { dynamoTable, type Table } from "../../lib/aws/table.ts";
import type { FieldName } from "../../lib/core/command/field-mask.ts";
import { type SessionLease, type SessionLeases, sessionLeases } from "../../lib/records/session-lease.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

const leaseMs = 60_000;
let running: Awaited<ReturnType<typeof startTable>>;
let table: Table;
let clock: ManualClock;
let leases: SessionLeases;
let sessionId: string;
let sessions = 0;

beforeAll(async () => {
  running = await startTable();
  table = dynamoTable(running.client, running.tableName);
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  leases = sessionLeases({ table, clock });
  sessions += 1;
  sessionId = `S-${sessions}`;
});

interface Wish extends Partial<SessionKey> {
  commandId?: string;
  isWatched?: boolean;
}
const take = (owner: string, { account = "default", sessionId: session = sessionId, ...wish }: Wish = {}) =>
  leases.take(sessionPlace({ account, sessionId: session }), { owner, leaseMs, isWatched: false, ...wish });
const taken = async (owner: string, wish?: Wish): Promise<SessionLease> => {
  const answer = await take(owner, wish);
  if (!("lease" in answer)) throw new Error(`${owner} does not get the session`);
  return answer.lease;
};
const nothing = { written: [], values: {}, paced: [] };
const giveBack = (lease: SessionLease): Promise<boolean> => lease.release(nothing);
const written = (lease: SessionLease, source: string, occurredAtMs: number, fields: readonly FieldName[]) =>
  lease.release({ ...nothing, written: [{ source, occurredAtMs, fields }] });
const itemOf = (session = sessionId) =>
  table.get(placeKeys.state(sessionPlace({ account: "default", sessionId: session })));
const busy = () => ({ busyUntilMs: clock.now() + leaseMs });

describe("a session", () => {
  test("is one owner's at a time, and the others hear until when", async () => {
    await taken("a");
    const held = busy();
    expect(await take("b")).toEqual(held);
    clock.advance(1);
    expect(await take("a")).toEqual(held);
  });

  test("goes to exactly one of twenty at once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => take(`owner-${index}`)));
    expect(answers.filter((answer) => "lease" in answer)).toHaveLength(1);
  });

  test("is free when it was given back", async () => {
    await giveBack(await taken("a"));
    await taken("b");
  });

  test("is free when its owner's time is over, but not a moment sooner", async () => {
    await taken("a");
    clock.advance(leaseMs);
    expect(await take("b")).toEqual({ busyUntilMs: clock.now() });
    clock.advance(1);
    await taken("b");
    expect(await take("c")).toEqual(busy());
  });

  test("that was taken over is not given back by its old owner, nor marked by it", async () => {
    const old = await taken("a");
    clock.advance(leaseMs + 1);
    const current = await taken("b");
    await written(old, "crm", 9_000, ["Status"]);
    expect(await take("c")).toEqual(busy());
    await giveBack(current);
    expect((await taken("c")).writtenAt("crm", "Status")).toBeUndefined();
  });

  test("that was given back twice stays the next owner's", async () => {
    const first = await taken("a");
    await giveBack(first);
    await taken("b");
    await giveBack(first);
    expect(await take("c")).toEqual(busy());
  });

  test("is the same in any letter case, and another one in another account", async () => {
    await taken("a");
    expect(await take("b", { sessionId: sessionId.toLowerCase() })).toEqual(busy());
    await taken("b", { account: "filial" });
  });
});

describe("what was written", () => {
  test("is remembered by sender and field", async () => {
    await written(await taken("a"), "crm", 5_000, ["Status", "Metadata"]);
    await written(await taken("a"), "erp", 7_000, ["Status"]);
    const lease = await taken("b");
    expect(lease.writtenAt("crm", "Status")).toBe(5_000);
    expect(lease.writtenAt("crm", "Metadata")).toBe(5_000);
    expect(lease.writtenAt("crm", "Number")).toBeUndefined();
    expect(lease.writtenAt("erp", "Status")).toBe(7_000);
    expect(lease.writtenAt("erp", "Metadata")).toBeUndefined();
    expect(lease.writtenAt("CRM", "Status")).toBeUndefined();
  });

  test("stays as it was when nothing was written", async () => {
    await written(await taken("a"), "crm", 5_000, ["Status"]);
    await giveBack(await taken("a"));
    await written(await taken("a"), "crm", 9_000, []);
    expect((await taken("a")).writtenAt("crm", "Status")).toBe(5_000);
  });

  test("is remembered of senders of any name, each for itself", async () => {
    const names = ["x", "", " ", "a_Status", "ação", "x".repeat(5_000), "#:", "\u0000"];
    for (const [index, source] of names.entries()) await written(await taken("a"), source, index, ["EndAt"]);
    const lease = await taken("a");
    expect(names.map((source) => lease.writtenAt(source, "EndAt"))).toEqual(names.map((_, index) => index));
  });

  test("may be dropped by the table after 90 days in which nobody took it, as its records may", async () => {
    await taken("a");
    expect((await itemOf())?.expires).toBe((clock.now() + 90 * 86_400_000) / 1000);
  });
});

describe("a worker that died", () => {
  const diedOn = async (commandId: string, wish: Wish = {}): Promise<SessionLease> => {
    const dead = await taken("a", { ...wish, commandId });
    clock.advance(leaseMs + 1);
    return dead;
  };

  test("leaves to the next one which command it worked on, and one that gave the session back leaves none", async () => {
    await diedOn("c-1");
    const next = await taken("b", { commandId: "c-2" });
    expect(next.abandoned).toBe("c-1");
    await giveBack(next);
    expect((await taken("c")).abandoned).toBeUndefined();
  });

  test("leaves it until somebody has looked into it, however many die meanwhile", async () => {
    await diedOn("c-1");
    await diedOn("c-2");
    const third = await taken("c", { commandId: "c-3" });
    expect(third.abandoned).toBe("c-1");
    expect(await third.workOn("c-3", nothing)).toBe(true);
    clock.advance(leaseMs + 1);
    expect((await taken("d")).abandoned).toBe("c-3");
  });

  test("leaves also the command that it began only later", async () => {
    const lease = await taken("a");
    expect(await lease.workOn("c-1", nothing)).toBe(true);
    clock.advance(leaseMs + 1);
    expect((await taken("b")).abandoned).toBe("c-1");
  });

  test("begins no command any more once the session has passed to another", async () => {
    const dead = await diedOn("c-1");
    const next = await taken("b", { commandId: "c-1" });
    expect(await dead.workOn("c-9", nothing)).toBe(false);
    expect(next.fence).toBeGreaterThan(dead.fence);
    expect((await itemOf())?.commandId).toBe("c-1");
  });

  test("is found where nobody brings its command again, oldest first, once its time is over and not before", async () => {
    const sessions = ["first", "second", "third"].map((name) => `${name}-${sessionId}`);
    const places = sessions.map((session) => sessionPlace({ account: "default", sessionId: session }));
    const mine = async () =>
      (await leases.abandoned(1_000)).filter(({ pk }) => places.some((place) => place.pk === pk));
    for (const session of sessions) {
      await taken("a", { sessionId: session, commandId: "c-1", isWatched: true });
      clock.advance(1);
    }
    await taken("a", { commandId: "c-1" });
    clock.advance(leaseMs - sessions.length);
    expect(await mine()).toEqual([]);
    clock.advance(1);
    expect(await mine()).toEqual(places.slice(0, 1));
    clock.advance(leaseMs);
    expect(await mine()).toEqual(places);
    expect(await leases.abandoned(1)).toHaveLength(1);
    for (const session of sessions) await giveBack(await taken("b", { sessionId: session }));
    expect(await mine()).toEqual([]);
  });

  test("and gave the session back before is found nowhere", async () => {
    await giveBack(await taken("a", { commandId: "c-1", isWatched: true }));
    clock.advance(2 * leaseMs);
    const { pk } = sessionPlace({ account: "default", sessionId });
    expect((await leases.abandoned(1_000)).map((place) => place.pk)).not.toContain(pk);
  });
});

test("whoever waits hears which command is worked on", async () => {
  await taken("a", { commandId: "c-1" });
  expect(await take("b", { commandId: "c-2" })).toEqual({ ...busy(), commandId: "c-1" });
});

test("owners that come, die and return in any order never hold a session at the same time", async () => {
  const seen = { taken: 0, refused: 0, late: 0 };
  const owner = fc.constantFrom("a", "b");
  const move = fc.oneof(
    fc.record({ move: fc.constant("take" as const), owner }),
    fc.record({ move: fc.constant("release" as const), owner }),
    fc.record({ move: fc.constant("wait" as const), owner, ms: fc.constantFrom(1, leaseMs, leaseMs + 1, leaseMs + 1) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 15, maxLength: 25 }), async (moves) => {
      sessions += 1;
      const session = `S-${sessions}`;
      const hands = new Map<string, SessionLease>();
      let holder: { owner: string; until: number } | undefined;
      for (const [index, step] of moves.entries()) {
        if (step.move === "wait") clock.advance(step.ms);
        else if (step.move === "take") {
          const isFree = !holder || clock.now() > holder.until;
          const answer = await take(`${step.owner}-${index}`, { sessionId: session });
          expect("lease" in answer).toBe(isFree);
          if ("lease" in answer) {
            seen.taken += 1;
            hands.set(step.owner, answer.lease);
            holder = { owner: step.owner, until: clock.now() + leaseMs };
          } else seen.refused += 1;
        } else {
          const held = hands.get(step.owner);
          if (!held) continue;
          hands.delete(step.owner);
          await written(held, "crm", index, ["Number"]);
          const counts = holder?.owner === step.owner;
          if (counts) holder = undefined;
          else seen.late += 1;
          const item = await itemOf(session);
          const isMarked = Object.entries(item ?? {}).some(([name, at]) => /^at_.*_Number$/.test(name) && at === index);
          expect(isMarked).toBe(counts);
        }
      }
    }),
    { numRuns: 60 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
