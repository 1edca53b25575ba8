// One owner at a time works on a session, one that died holds it no longer than its lease, and what is newer is remembered.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { dynamoTable, type Table } from "../../lib/aws/table.ts";
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

const take = (owner: string, session = sessionId, account = "default") =>
  leases.take({ account, sessionId: session }, owner, leaseMs);
const taken = async (owner: string, session?: string, account?: string): Promise<SessionLease> => {
  const answer = await take(owner, session, account);
  if (!("lease" in answer)) throw new Error(`${owner} does not get the session`);
  return answer.lease;
};
const busy = () => ({ busyUntilMs: clock.now() + leaseMs });

describe("a session", () => {
  test("is one owner's at a time, and the others hear until when", async () => {
    await taken("a");
    expect(await take("b")).toEqual(busy());
    expect(await take("a")).toEqual(busy());
  });

  test("goes to exactly one of twenty at once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => take(`owner-${index}`)));
    expect(answers.filter((answer) => "lease" in answer)).toHaveLength(1);
  });

  test("is free when it was given back", async () => {
    await (await taken("a")).release();
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
    await old.release({ source: "crm", occurredAtMs: 9_000, fields: ["Status"] });
    expect(await take("c")).toEqual(busy());
    await current.release();
    expect((await taken("c")).writtenAt("crm", "Status")).toBeUndefined();
  });

  test("that was given back twice stays the next owner's", async () => {
    const first = await taken("a");
    await first.release();
    await taken("b");
    await first.release();
    expect(await take("c")).toEqual(busy());
  });

  test("is the same in any letter case, and another one in another account", async () => {
    await taken("a", sessionId);
    expect(await take("b", sessionId.toLowerCase())).toEqual(busy());
    await taken("b", sessionId, "filial");
  });
});

describe("what was written", () => {
  test("is remembered by sender and field", async () => {
    await (await taken("a")).release({ source: "crm", occurredAtMs: 5_000, fields: ["Status", "Metadata"] });
    await (await taken("a")).release({ source: "erp", occurredAtMs: 7_000, fields: ["Status"] });
    const lease = await taken("b");
    expect(lease.writtenAt("crm", "Status")).toBe(5_000);
    expect(lease.writtenAt("crm", "Metadata")).toBe(5_000);
    expect(lease.writtenAt("crm", "Number")).toBeUndefined();
    expect(lease.writtenAt("erp", "Status")).toBe(7_000);
    expect(lease.writtenAt("erp", "Metadata")).toBeUndefined();
    expect(lease.writtenAt("CRM", "Status")).toBeUndefined();
  });

  test("stays as it was when nothing was written", async () => {
    await (await taken("a")).release({ source: "crm", occurredAtMs: 5_000, fields: ["Status"] });
    await (await taken("a")).release();
    await (await taken("a")).release({ source: "crm", occurredAtMs: 9_000, fields: [] });
    expect((await taken("a")).writtenAt("crm", "Status")).toBe(5_000);
  });

  test("is remembered of senders of any name, each for itself", async () => {
    const names = ["x", "", " ", "a_Status", "ação", "x".repeat(5_000), "#:", "\u0000"];
    for (const [index, source] of names.entries())
      await (await taken("a")).release({ source, occurredAtMs: index, fields: ["EndAt"] });
    const lease = await taken("a");
    expect(names.map((source) => lease.writtenAt(source, "EndAt"))).toEqual(names.map((_, index) => index));
  });

  test("may be dropped by the table after 14 days in which nobody took it", async () => {
    await taken("a");
    const item = await table.get(`session#default#${sessionId.toLowerCase()}`);
    expect(item?.expires).toBe((clock.now() + 14 * 86_400_000) / 1000);
  });
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
          const answer = await take(step.owner, session);
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
          await held.release({ source: "crm", occurredAtMs: index, fields: ["Number"] });
          const counts = holder?.owner === step.owner;
          if (counts) holder = undefined;
          else seen.late += 1;
          const item = await table.get(`session#default#${session.toLowerCase()}`);
          const isMarked = Object.entries(item ?? {}).some(([name, at]) => /^at_.*_Number$/.test(name) && at === index);
          expect(isMarked).toBe(counts);
        }
      }
    }),
    { numRuns: 60 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
