// The ledger in a real table: which attempt may write to a command's record, what became of it, and what is still to be published.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { commandIdIn, type Place, placeKeys, sessionPlace } from "../../lib/aws/item-keys.ts";
import { dynamoTable, type ItemKey, type Table } from "../../lib/aws/table.ts";
import type { Outcome } from "../../lib/core/outcome.ts";
import { type Attempt, type Ledger, type LedgerEntry, ledger, type Progress } from "../../lib/records/ledger.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

const dayMs = 86_400_000;
let running: Awaited<ReturnType<typeof startTable>>;
let table: Table;
let clock: ManualClock;
let kept: Ledger;
let id: string;
let place: Place;
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
  place = sessionPlace({ account: "default", sessionId: `s-${commands}` });
});

const entry = (changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id,
  account: "default",
  sessionId: `s-${commands}`,
  door: "event",
  source: "event:crm",
  deliveryId: "d-1",
  attempt: 0,
  ...changes,
});
const outcomeOf = ({ hops = 0, ...about }: LedgerEntry, detail: Partial<Outcome["detail"]> = {}): Outcome => ({
  type: "Session Updated",
  detail: {
    ...{ id: about.id, account: about.account, sessionId: about.sessionId, command: "update", door: about.door },
    ...{ changes: { fields: ["Status"], status: "COMPLETED" }, source: about.source, deliveryId: about.deliveryId },
    ...{ reasons: [], correlationId: "c-1", causationId: about.id, hops: hops + 1 },
    ...detail,
  },
});

const read = () => kept.read(place, id);
/** It begins from the record as it is now, as whoever takes the session does. */
const attempt = async (fence: number, changes: Partial<LedgerEntry> = {}): Promise<Attempt> => {
  const about = entry(changes);
  return kept.attempt(place, about, await kept.read(place, about.id), fence);
};
const nothingDone: Progress = { stepsDone: [] };
const applied = () => ({ state: "applied" as const, outcome: outcomeOf(entry()) });
const rejected = () => ({ state: "rejected" as const, outcome: outcomeOf(entry(), { reasons: ["WTS_REFUSED"] }) });
const finish = async (changes: Partial<LedgerEntry> = {}, isDue = false): Promise<void> => {
  const about = entry(changes);
  const finished = await (await attempt(1, changes)).finish({ state: "applied", outcome: outcomeOf(about), isDue });
  expect(finished).toBe(true);
};
const idsOf = (keys: readonly ItemKey[]) => keys.map(commandIdIn);

describe("an attempt", () => {
  test("is written by exactly one of twenty that know of none before them", async () => {
    const attempts = await Promise.all(Array.from({ length: 20 }, (_, fence) => attempt(fence + 1)));
    const written = await Promise.all(attempts.map(({ progress }) => progress(nothingDone)));
    expect(written.filter(Boolean)).toHaveLength(1);
  });

  test("is followed by exactly one of ten that know it", async () => {
    await (await attempt(1)).progress(nothingDone);
    const attempts = await Promise.all(Array.from({ length: 10 }, (_, index) => attempt(index + 2)));
    const written = await Promise.all(attempts.map(({ progress }) => progress(nothingDone)));
    expect(written.filter(Boolean)).toHaveLength(1);
  });

  test("that was followed counts no more: nothing it writes has an effect", async () => {
    const old = await attempt(1);
    await old.progress(nothingDone);
    const next = await attempt(2);
    await next.progress(nothingDone);
    const held = await read();
    expect(await old.progress({ stepsDone: ["note"], sending: { step: "farewell", atMs: 1, doubtful: true } })).toBe(
      false,
    );
    expect(await old.finish(applied())).toBe(false);
    expect(await read()).toEqual(held);
    expect(await next.finish(rejected())).toBe(true);
  });

  test("that wrote nothing before it was followed counts no more either", async () => {
    const old = await attempt(1);
    const next = await attempt(2);
    await next.progress(nothingDone);
    expect(await old.finish(applied())).toBe(false);
    expect(await read()).toMatchObject({ state: "begun", fence: 2 });
  });

  test("that nobody followed still ends, however late", async () => {
    const late = await attempt(1);
    await late.progress(nothingDone);
    clock.advance(dayMs);
    expect(await late.finish(applied())).toBe(true);
    expect(await read()).toMatchObject({ state: "applied", outcome: applied().outcome });
  });

  test("whose write arrives twice, as when its first answer was lost, knows it as its own", async () => {
    const twice: Table = {
      ...table,
      update: async (key, update) => {
        await table.update(key, update);
        return table.update(key, update);
      },
    };
    const { progress, finish: end } = ledger({ table: twice, clock }).attempt(place, entry(), undefined, 1);
    expect(await progress({ stepsDone: ["note"] })).toBe(true);
    expect(await end(applied())).toBe(true);
    expect(await read()).toMatchObject({ state: "applied", stepsDone: ["note"] });
  });

  test("at one command leaves every other command alone, and the same one of another session", async () => {
    await (await attempt(1)).progress(nothingDone);
    expect(await (await attempt(2, { id: `${id}-other` })).progress(nothingDone)).toBe(true);
    const elsewhere = sessionPlace({ account: "filial", sessionId: `s-${commands}` });
    expect(await kept.attempt(elsewhere, entry(), undefined, 3).finish(applied())).toBe(true);
    expect(await read()).toMatchObject({ state: "begun", fence: 1 });
  });
});

describe("a dead worker that is shut out", () => {
  test("writes nothing any more, whether it had written before or not", async () => {
    const silent = await attempt(1);
    expect(await kept.shutOut(place, id, undefined, 2)).toBe(true);
    expect(await silent.finish(applied())).toBe(false);

    const begun = await attempt(3);
    await begun.progress({ stepsDone: ["note"] });
    expect(await kept.shutOut(place, id, await read(), 4)).toBe(true);
    expect(await begun.finish(applied())).toBe(false);
    expect(await read()).toMatchObject({ state: "begun", stepsDone: ["note"], fence: 4 });
  });

  test("is not shut out by what it has overtaken", async () => {
    const begun = await attempt(1);
    await begun.progress(nothingDone);
    const known = await read();
    const other = await attempt(2);
    await other.finish(applied());
    expect(await kept.shutOut(place, id, known, 3)).toBe(false);
    expect(await kept.shutOut(place, id, undefined, 3)).toBe(false);
    expect(await read()).toMatchObject({ state: "applied", fence: 2 });
  });

  test("leaves what it was shut out of to the next attempt, and nothing to look up", async () => {
    await kept.shutOut(place, id, undefined, 1);
    expect(await kept.history(place)).toEqual([]);
    await (await attempt(2)).finish(applied());
    expect(await kept.history(place)).toMatchObject([{ id, state: "applied", outcome: applied().outcome }]);
  });
});

describe("a command that was applied", () => {
  test("is finished once", async () => {
    const [first, second] = [await attempt(1), await attempt(2)];
    expect(await first.finish(applied())).toBe(true);
    expect(await second.finish(rejected())).toBe(false);
    expect(await read()).toMatchObject({ state: "applied", outcome: applied().outcome });
  });

  test("and is forgotten after 14 days leaves no step, no outcome and no message under way to the next attempt", async () => {
    const first = await attempt(1);
    await first.progress({ stepsDone: ["note", "farewell"], sending: { step: "x", atMs: 1, doubtful: true } });
    await first.finish({ state: "rejected", outcome: rejected().outcome, remarks: { stale: ["Status"] } });
    clock.advance(14 * dayMs);
    await (await attempt(2)).progress(nothingDone);
    const record = await read();
    expect(record).toMatchObject({ state: "begun", stepsDone: [], seenAt: new Date(clock.now()).toISOString() });
    for (const name of ["sending", "outcome", "remarks"]) expect(record).not.toHaveProperty(name);
  });

  test("has its outcome in the record as it was told, whatever the entry has in common with it", async () => {
    const about: Partial<LedgerEntry> = { command: "transfer", rule: "night", correlationId: "c-9", hops: 3 };
    const decision = { decision: { policy: "night" }, reasons: ["IDLE"], changes: { fields: [], userId: null } };
    const outcomes = [
      outcomeOf(entry()),
      outcomeOf(entry(about), { rule: "night" }),
      outcomeOf(entry(about), { command: "transfer", rule: "night", correlationId: "c-9", ...decision }),
      outcomeOf(entry(about), { rule: "day", issues: [{ path: "a", code: "NAME_UNKNOWN", message: "b" }] }),
    ];
    for (const [index, outcome] of outcomes.entries()) {
      const one = `${id}-${index}`;
      const { detail } = outcome;
      const told = { ...outcome, detail: { ...detail, id: one, causationId: one } };
      const changes = { ...(index > 0 && about), id: one };
      await (await attempt(1, changes)).finish({ state: "applied", outcome: told });
      expect((await kept.read(place, one))?.outcome).toEqual(told);
    }
  });
});

describe("a command's steps", () => {
  test("that are done are known to whoever runs it next", async () => {
    const first = await attempt(1);
    await first.progress({ stepsDone: ["note"] });
    await first.progress({ stepsDone: ["note", "farewell"] });
    expect((await read())?.stepsDone).toEqual(["note", "farewell"]);
  });

  test("that are done stay so when a rejected command is replayed", async () => {
    const first = await attempt(1);
    await first.progress({ stepsDone: ["note"] });
    await first.finish(rejected());
    const known = await read();
    expect(known).toMatchObject({ state: "rejected", stepsDone: ["note"] });
    await (await attempt(2, { attempt: 1 })).progress({ stepsDone: known?.stepsDone ?? [] });
    const replayed = await read();
    expect(replayed).toMatchObject({ state: "begun", attempt: 1, stepsDone: ["note"] });
    expect(replayed).not.toHaveProperty("outcome");
  });

  test("that may have been sent are known, with the time, until it is known how they ended", async () => {
    const first = await attempt(1);
    const sending = { step: "farewell", atMs: clock.now(), doubtful: false };
    await first.progress({ stepsDone: [], sending });
    clock.advance(60_001);
    expect((await read())?.sending).toEqual(sending);
    await (await attempt(2)).progress(nothingDone);
    expect(await read()).not.toHaveProperty("sending");
  });

  test("of which WTS left open whether it took them are known as such, until it is known how they ended", async () => {
    const first = await attempt(1);
    const sending = { step: "note", atMs: clock.now() };
    await first.progress({ stepsDone: [], sending: { ...sending, doubtful: false } });
    await first.progress({ stepsDone: [], sending: { ...sending, doubtful: true } });
    expect((await read())?.sending).toEqual({ ...sending, doubtful: true });
    const second = await attempt(2);
    await second.progress(nothingDone);
    expect(await read()).not.toHaveProperty("sending");
    await second.progress({ stepsDone: [], sending: { ...sending, doubtful: false } });
    expect((await read())?.sending).toEqual({ ...sending, doubtful: false });
  });

  test("that may have been sent stay known when the command is refused, and are settled when it is applied", async () => {
    const sending = { step: "note", atMs: clock.now(), doubtful: true };
    const first = await attempt(1);
    await first.progress({ stepsDone: [], sending });
    await first.finish(rejected());
    expect((await read())?.sending).toEqual(sending);
    await (await attempt(2, { attempt: 1 })).finish(applied());
    expect(await read()).not.toHaveProperty("sending");
  });
});

describe("an outcome that is still to be published", () => {
  test("is found until it is published, oldest first and no more than asked for", async () => {
    const ids = [1, 2, 3].map((n) => `${id}-${n}`);
    for (const one of ids) {
      clock.advance(1_000);
      await (await attempt(1, { id: one })).progress(nothingDone);
      await finish({ id: one }, true);
    }
    clock.advance(30_000);
    const mine = async (limit = 1_000) =>
      idsOf(await kept.due(limit)).filter((one) => one !== undefined && ids.includes(one));
    expect(await mine()).toEqual(ids);
    expect(await kept.due(1)).toHaveLength(1);
    await kept.published(placeKeys.command(place, ids[0] ?? ""), 2);
    expect(await mine()).toEqual(ids.slice(1));
    expect(await kept.read(place, ids[0] ?? "")).toMatchObject({ state: "applied", isDue: false });
    for (const one of ids) await kept.published(placeKeys.command(place, one), 2);
    expect(await mine()).toEqual([]);
  });

  test("is none where it was told, until somebody hands it over", async () => {
    await finish();
    clock.advance(60_000);
    expect(idsOf(await kept.due(1_000))).not.toContain(id);
    await kept.markDue(place, id);
    clock.advance(30_000);
    expect(idsOf(await kept.due(1_000))).toContain(id);
    expect(await read()).toMatchObject({ state: "applied", isDue: true });
  });

  test("is none where there is no outcome", async () => {
    await (await attempt(1)).finish({ state: "applied", remarks: { duplicateOf: "other" } });
    await kept.markDue(place, id);
    clock.advance(60_000);
    expect(idsOf(await kept.due(1_000))).not.toContain(id);
    expect(await read()).toMatchObject({ isDue: false, remarks: { duplicateOf: "other" } });
  });

  test("leaves nothing behind of a command that is not there", async () => {
    await kept.published(placeKeys.command(place, id), 1);
    await kept.markDue(place, id);
    expect(await read()).toBeUndefined();
  });
});

describe("the commands of a day", () => {
  test("are found by their day in UTC, newest first and no more than asked for", async () => {
    clock = manualClock(Date.parse("2031-03-01T23:59:58.000Z"));
    kept = ledger({ table, clock });
    const ids = [1, 2, 3].map((n) => `${id}-${n}`);
    for (const one of ids) {
      await finish({ id: one });
      clock.advance(1_000);
    }
    const ofDay = async (day: string, limit: number) => idsOf(await kept.ofDay(day, limit));
    expect(await ofDay("2031-03-01", 10)).toEqual([ids[1], ids[0]]);
    expect(await ofDay("2031-03-01", 1)).toEqual([ids[1]]);
    expect(await ofDay("2031-03-02", 10)).toEqual([ids[2]]);
    expect(await ofDay("2031-03-03", 10)).toEqual([]);
  });
});

test("the history of a session is all that became of its commands, oldest first, and of no other's", async () => {
  // Their names stand in another order than their times.
  const ids = ["c", "a", "b"].map((name) => `${name}-${id}`);
  for (const one of ids) {
    await finish({ id: one });
    clock.advance(1_000);
  }
  const other = sessionPlace({ account: "default", sessionId: `s-${commands}0` });
  await kept.attempt(other, entry({ id: "of-another" }), undefined, 1).finish(applied());
  expect((await kept.history(place)).map((record) => record.id)).toEqual(ids);
});

test("an entry says where its command came from, and when the table may drop it", async () => {
  const whole = { command: "update", occurredAt: "2026-11-20T11:59:00.000Z", correlationId: "c", causationId: "d" };
  const about = entry({ attempt: 2, ...whole, hops: 1, rule: "night" });
  await (await attempt(1, about)).progress(nothingDone);
  expect(await read()).toMatchObject({ ...about, seenAt: "2026-11-20T12:00:00.000Z" });
  expect(await table.get(placeKeys.command(place, id))).toMatchObject({
    day: "2026-11-20",
    expires: (clock.now() + 90 * dayMs) / 1000,
  });
});

test("a table that does not answer is a failure that a repetition can mend, and loses nothing", async () => {
  const begun = await attempt(1);
  await begun.progress(nothingDone);
  await running.cutOff();
  try {
    const operations: (() => Promise<unknown>)[] = [
      () => begun.progress({ stepsDone: ["note"] }),
      () => begun.finish(applied()),
      read,
      () => kept.history(place),
      () => kept.shutOut(place, id, undefined, 2),
      () => kept.due(1),
    ];
    for (const operation of operations)
      await expect(operation()).rejects.toMatchObject({ code: "TABLE_UNAVAILABLE", retryAfterSeconds: 5 });
  } finally {
    await running.comeBack();
  }
  expect((await read())?.state).toBe("begun");
  expect(await begun.finish(applied())).toBe(true);
});
