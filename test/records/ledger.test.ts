// The ledger in a real table: who may work on a command, what became of it, and what is still to be published.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { dynamoTable, type Table } from "../../lib/aws/table.ts";
import { type Ledger, type LedgerEntry, ledger } from "../../lib/records/ledger.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

const leaseMs = 60_000;
const fourteenDaysMs = 14 * 86_400_000;
let running: Awaited<ReturnType<typeof startTable>>;
let table: Table;
let clock: ManualClock;
let kept: Ledger;
let id: string;
let commands = 0;

beforeAll(async () => {
  running = await startTable();
  table = dynamoTable(running.client, running.tableName);
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  kept = ledger({ table, clock });
  commands += 1;
  id = `command-${commands}`;
});

const entry = (changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id,
  account: "default",
  sessionId: "s-1",
  door: "event",
  source: "event:crm",
  deliveryId: "d-1",
  attempt: 0,
  ...changes,
});
const claim = (owner: string, changes: Partial<LedgerEntry> = {}) => kept.claim(entry(changes), owner, leaseMs);
const applied = { state: "applied" as const, outcome: '{"type":"Session Updated"}', publish: true };
const rejected = { state: "rejected" as const, outcome: '{"type":"Session Update Rejected"}', publish: true };
const claimedAfresh = { state: "claimed", stepsDone: [] };

describe("a claim", () => {
  test("is the first one's, and all others hear until when", async () => {
    expect(await claim("a")).toEqual(claimedAfresh);
    expect(await claim("b")).toEqual({ state: "busy", untilMs: clock.now() + leaseMs });
    expect(await claim("a")).toEqual({ state: "busy", untilMs: clock.now() + leaseMs });
  });

  test("of twenty at once is won by exactly one", async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, (_, index) => claim(`owner-${index}`)));
    expect(claims.filter(({ state }) => state === "claimed")).toHaveLength(1);
    expect(claims.filter(({ state }) => state === "busy")).toHaveLength(19);
  });

  test("that ran out is taken over by exactly one of ten, but not a moment sooner", async () => {
    await claim("a");
    clock.advance(leaseMs);
    expect((await claim("b")).state).toBe("busy");
    clock.advance(1);
    const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(`owner-${index}`)));
    expect(claims.filter(({ state }) => state === "claimed")).toHaveLength(1);
  });

  test("that was taken over counts no more: nothing the old owner writes has an effect", async () => {
    await claim("a");
    clock.advance(leaseMs + 1);
    await claim("b");
    const held = await kept.read(id);
    expect(await kept.markSending(id, "a", "note")).toBe(false);
    await kept.markDoubtful(id, "a");
    await kept.unmarkSending(id, "a");
    await kept.stepDone(id, "a", ["note", "farewell", "partial"]);
    await kept.giveBack(id, "a");
    expect(await kept.finish(id, "a", applied)).toBe(false);
    expect(await kept.read(id)).toEqual(held);
    expect(await kept.finish(id, "b", rejected)).toBe(true);
  });

  test("that ran out and nobody took over still lets its owner finish", async () => {
    await claim("a");
    clock.advance(leaseMs + 1);
    expect(await kept.finish(id, "a", applied)).toBe(true);
    expect((await claim("b")).state).toBe("applied");
  });

  test("given back is free at once", async () => {
    await claim("a");
    await kept.giveBack(id, "a");
    expect(await claim("b")).toEqual(claimedAfresh);
    expect(await kept.finish(id, "a", applied)).toBe(false);
  });

  test("of one command leaves every other command alone", async () => {
    await claim("a");
    expect(await claim("b", { id: `${id}-other` })).toEqual(claimedAfresh);
  });
});

describe("a command that was applied", () => {
  test("is never run again, whatever the attempt, and answers its outcome", async () => {
    await claim("a");
    await kept.finish(id, "a", applied);
    for (const attempt of [0, 1, 99])
      expect(await claim("b", { attempt })).toEqual({ state: "applied", outcome: applied.outcome, published: false });
    clock.advance(13 * 86_400_000);
    expect((await claim("b", { attempt: 1 })).state).toBe("applied");
  });

  test("is finished once", async () => {
    await claim("a");
    expect(await kept.finish(id, "a", applied)).toBe(true);
    expect(await kept.finish(id, "a", rejected)).toBe(false);
    expect((await claim("b")).state).toBe("applied");
  });

  test("takes no more steps, and is not given back", async () => {
    await claim("a");
    await kept.finish(id, "a", applied);
    await kept.giveBack(id, "a");
    expect(await kept.markSending(id, "a", "note")).toBe(false);
    expect((await claim("b")).state).toBe("applied");
  });

  test("is remembered for 14 days, then runs like a new one", async () => {
    await claim("a");
    await kept.finish(id, "a", applied);
    await kept.published(id);
    clock.advance(fourteenDaysMs);
    expect((await claim("b")).state).toBe("applied");
    clock.advance(2_000);
    expect(await claim("b")).toEqual(claimedAfresh);
  });

  test("and forgotten after 14 days has no step of then done, also before the table drops the item", async () => {
    await claim("a");
    await kept.stepDone(id, "a", ["note", "farewell"]);
    await kept.markSending(id, "a", "partial");
    await kept.finish(id, "a", applied);
    clock.advance(fourteenDaysMs + 2_000);
    expect(await claim("b")).toEqual(claimedAfresh);
  });
});

describe("a command that was rejected", () => {
  test("runs again only when it is replayed, which is a higher attempt", async () => {
    await claim("a", { attempt: 1 });
    await kept.finish(id, "a", rejected);
    for (const attempt of [0, 1])
      expect(await claim("b", { attempt })).toEqual({ state: "rejected", outcome: rejected.outcome, published: false });
    expect(await claim("b", { attempt: 2 })).toEqual(claimedAfresh);
    expect(await kept.finish(id, "b", applied)).toBe(true);
    expect((await claim("c", { attempt: 3 })).state).toBe("applied");
  });

  test("is replayed by one of ten at once", async () => {
    await claim("a");
    await kept.finish(id, "a", rejected);
    const claims = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(`owner-${n}`, { attempt: 1 })));
    expect(claims.filter(({ state }) => state === "claimed")).toHaveLength(1);
  });
});

describe("a command's steps", () => {
  test("that are done are known to whoever runs it next", async () => {
    await claim("a");
    await kept.stepDone(id, "a", ["note"]);
    await kept.stepDone(id, "a", ["note", "farewell"]);
    await kept.giveBack(id, "a");
    expect(await claim("b")).toEqual({ state: "claimed", stepsDone: ["note", "farewell"] });
  });

  test("that are done stay so when a rejected command is replayed", async () => {
    await claim("a");
    await kept.stepDone(id, "a", ["note"]);
    await kept.finish(id, "a", rejected);
    expect(await claim("b", { attempt: 1 })).toEqual({ state: "claimed", stepsDone: ["note"] });
  });

  test("that may have been sent are known, with the time, until it is known how they ended", async () => {
    await claim("a");
    expect(await kept.markSending(id, "a", "farewell")).toBe(true);
    const sending = { step: "farewell", atMs: clock.now(), doubtful: false };
    clock.advance(leaseMs + 1);
    expect(await claim("b")).toEqual({ state: "claimed", stepsDone: [], sending });
    await kept.unmarkSending(id, "b");
    await kept.giveBack(id, "b");
    expect(await claim("c")).toEqual(claimedAfresh);
  });

  test("of which WTS left open whether it took them are known as such, until it is known how they ended", async () => {
    await claim("a");
    await kept.markSending(id, "a", "note");
    await kept.markDoubtful(id, "a");
    await kept.giveBack(id, "a");
    expect(await claim("b")).toMatchObject({ sending: { step: "note", doubtful: true } });
    await kept.unmarkSending(id, "b");
    await kept.markSending(id, "b", "note");
    await kept.giveBack(id, "b");
    expect((await claim("c")).state).toBe("busy");
    clock.advance(leaseMs + 1);
    expect(await claim("c")).toMatchObject({ sending: { step: "note", doubtful: false } });
  });

  test("that are done are no longer being sent", async () => {
    await claim("a");
    await kept.markSending(id, "a", "note");
    await kept.stepDone(id, "a", ["note"]);
    await kept.giveBack(id, "a");
    expect(await claim("b")).toEqual({ state: "claimed", stepsDone: ["note"] });
  });
});

describe("an outcome that is still to be published", () => {
  test("is found until it is published, oldest first and no more than asked for", async () => {
    const ids = [1, 2, 3].map((n) => `${id}-${n}`);
    for (const one of ids) {
      clock.advance(1_000);
      await claim("a", { id: one });
      expect(await kept.unpublished(100)).not.toContain(one);
      await kept.finish(one, "a", applied);
    }
    const mine = async (limit = 1_000) => (await kept.unpublished(limit)).filter((one) => ids.includes(one));
    expect(await mine()).toEqual(ids);
    expect(await kept.unpublished(1)).toHaveLength(1);
    await kept.published(ids[0] ?? "");
    expect(await mine()).toEqual(ids.slice(1));
    expect(await claim("b", { id: ids[0] ?? "" })).toMatchObject({ state: "applied", published: true });
    for (const one of ids) await kept.published(one);
    expect(await mine()).toEqual([]);
  });

  test("is none where nothing is to be published", async () => {
    await claim("a");
    await kept.finish(id, "a", { ...applied, publish: false });
    expect(await kept.unpublished(1_000)).not.toContain(id);
    expect(await claim("b")).toMatchObject({ state: "applied", published: true });
  });

  test("is also one of a command that nobody claimed", async () => {
    await kept.record(entry(), { state: "applied", outcome: applied.outcome });
    expect(await kept.unpublished(1_000)).toContain(id);
    expect(await claim("b")).toEqual({ state: "applied", outcome: applied.outcome, published: false });
  });

  test("leaves nothing behind of a command that is not there", async () => {
    await kept.published(id);
    expect(await kept.read(id)).toBeUndefined();
  });
});

describe("the commands of a day", () => {
  test("are found by their day in UTC, newest first and no more than asked for", async () => {
    clock = manualClock(Date.parse("2031-03-01T23:59:58.000Z"));
    kept = ledger({ table, clock });
    const ids = [1, 2, 3].map((n) => `${id}-${n}`);
    for (const one of ids) {
      await claim("a", { id: one });
      clock.advance(1_000);
    }
    expect(await kept.ofDay("2031-03-01", 10)).toEqual([ids[1], ids[0]]);
    expect(await kept.ofDay("2031-03-01", 1)).toEqual([ids[1]]);
    expect(await kept.ofDay("2031-03-02", 10)).toEqual([ids[2]]);
    expect(await kept.ofDay("2031-03-03", 10)).toEqual([]);
  });
});

test("an entry says where its command came from, and when the table may drop it", async () => {
  await claim("a", { attempt: 2 });
  const { id: _id, ...described } = entry({ attempt: 2 });
  expect(await kept.read(id)).toMatchObject({
    ...described,
    seenAt: "2026-11-20T12:00:00.000Z",
    day: "2026-11-20",
    expires: (clock.now() + fourteenDaysMs) / 1000,
  });
});

test("a table that does not answer is a failure that a repetition can mend, and loses nothing", async () => {
  await claim("a");
  await running.cutOff();
  try {
    const operations: (() => Promise<unknown>)[] = [
      () => claim("b"),
      () => kept.finish(id, "a", applied),
      () => kept.read(id),
      () => kept.unpublished(1),
    ];
    for (const operation of operations)
      await expect(operation()).rejects.toMatchObject({ code: "TABLE_UNAVAILABLE", retryAfterSeconds: 5 });
  } finally {
    await running.comeBack();
  }
  expect((await claim("b")).state).toBe("busy");
  expect(await kept.finish(id, "a", applied)).toBe(true);
});
