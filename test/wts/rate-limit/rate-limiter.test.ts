// The limiter as its users see it, in virtual time over a table in memory.
import { describe, expect, test } from "@jest/globals";
import type { Priority } from "../../../lib/wts/rate-limit/priority.ts";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { type RateLimiter, rateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import { unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";
import { type MemoryTable, memoryTable } from "./memory-table.ts";
import { virtualTime } from "./virtual-time.ts";

const limits = {
  share: 0.8,
  sustained: { requests: 1000, windowMs: 300_000 },
  burst: { requests: 200, windowMs: 5_000 },
};

interface Logged {
  level: string;
  message: string;
}

const setUp = (latencyMs?: () => number) => {
  const time = virtualTime(11);
  const { clock } = time;
  const table = memoryTable(clock, latencyMs);
  const logged: Logged[] = [];
  const note = (level: string) => (message: string) => {
    logged.push({ level, message });
  };
  const log = { info: note("info"), warn: note("warn"), error: note("error") };
  const process = (over = table as Pick<MemoryTable, "read" | "replace" | "pause">): RateLimiter =>
    rateLimiter({ table: over, account: "default", limits, clock, log });
  return { time, clock, table, logged, process, limiter: process() };
};

type Setting = ReturnType<typeof setUp>;

/** Says what became of a request, and when; it is looked at only after time has passed. */
const watch = <Value>({ clock }: Setting, outcome: Promise<Value>) => {
  const asked = clock.now();
  const watched: { waitedMs?: number; value?: Value; error?: unknown } = {};
  outcome.then(
    (value) => {
      watched.value = value;
      watched.waitedMs = clock.now() - asked;
    },
    (error: unknown) => {
      watched.error = error;
      watched.waitedMs = clock.now() - asked;
    },
  );
  return watched;
};

const take = (setting: Setting, priority: Priority, patienceMs = 600_000, limiter = setting.limiter) =>
  watch(setting, limiter.take(priority, { startBy: setting.clock.now() + patienceMs }));

/** The first of so many that the command will make in a row. */
const takeOf = (setting: Setting, priority: Priority, expectedCalls: number, patienceMs = 600_000) =>
  watch(setting, setting.limiter.take(priority, { startBy: setting.clock.now() + patienceMs, expectedCalls }));

const countedTokens = ({ table }: Setting): number => table.state().counts.reduce((sum, count) => sum + count, 0);

/** So many of a burst's 160 tokens were granted just now, and everybody has used its share in advance. */
const useBurst = ({ table, clock }: Setting, tokens: number): void => {
  const counts = new Uint8Array(302);
  counts[301] = tokens;
  const later = clock.now() + 30_000;
  const usedUntil = { caller: later, queue: later, background: later };
  table.put({ ...unusedRate, version: 4711, slot: Math.floor(clock.now() / 1000), counts, usedUntil });
};

describe("taking a token", () => {
  test("costs a free account one write, and no more than that takes", async () => {
    const setting = setUp();
    const taken = take(setting, "caller");
    await setting.time.pass(50);
    expect(taken.waitedMs).toBeLessThan(20);
    expect(setting.table.counted).toMatchObject({ reads: 0, writes: 1 });
    expect(countedTokens(setting)).toBe(1);
  });

  test("sleeps the computed wait and never polls", async () => {
    const setting = setUp();
    useBurst(setting, 160);
    const { reads, writes } = setting.table.counted;
    const taken = take(setting, "caller");
    await setting.time.pass(8_000);
    expect(taken.error).toBeUndefined();
    expect(taken.waitedMs).toBeGreaterThan(5_900);
    expect(taken.waitedMs).toBeLessThan(7_100);
    const counted = setting.table.counted;
    expect(counted.reads + counted.writes - reads - writes).toBeLessThanOrEqual(5);
  });

  test("is refused at once when nothing will be free in time, saying when", async () => {
    const setting = setUp();
    useBurst(setting, 160);
    const refused = take(setting, "caller", 5_000);
    await setting.time.pass(50);
    expect(refused.waitedMs).toBeLessThan(50);
    expect(refused.error).toBeInstanceOf(RateLimited);
    expect(refused.error).toMatchObject({ reason: "limit", retryAfterSeconds: 7 });
  });

  test("goes to whoever waited for it where a slow table brings several: none of them is refused beside tokens that came for it", async () => {
    const setting = setUp(() => 200);
    const ten = Array.from({ length: 10 }, () => take(setting, "queue", 500));
    await setting.time.pass(2_000);
    expect(ten.filter(({ error }) => error)).toEqual([]);
    expect(ten.at(-1)?.waitedMs).toBe(600);
    // Nobody asks for them alone: one came before the others were there, then five, then the rest.
    expect(setting.table.counted.writes).toBe(3);
  });

  test("serves those of a process who wait: callers, then webhooks, then background work, each in order of arrival", async () => {
    const setting = setUp();
    const { limiter, time, clock } = setting;
    await limiterPaused(setting, 10_000);
    const order: string[] = [];
    for (const [name, priority] of [
      ["background 1", "background"],
      ["webhook 1", "queue"],
      ["caller 1", "caller"],
      ["webhook 2", "queue"],
      ["caller 2", "caller"],
    ] as const) {
      void limiter.take(priority, { startBy: clock.now() + 60_000 }).then(() => order.push(name));
      await time.pass(20);
    }
    await time.pass(20_000);
    expect(order).toEqual(["caller 1", "caller 2", "webhook 1", "webhook 2", "background 1"]);
  });

  test("lets a caller through at once while background work of the same process sleeps", async () => {
    const setting = setUp();
    const granted = Array.from({ length: 20 }, () => take(setting, "background"));
    await setting.time.pass(100);
    expect(granted.at(-1)?.waitedMs).toBeUndefined();
    const caller = take(setting, "caller");
    await setting.time.pass(50);
    expect(caller.waitedMs).toBeLessThan(40);
  });

  test("refuses who waits behind a longer sleep than it has time for, and nobody else", async () => {
    const setting = setUp();
    await limiterPaused(setting, 30_000);
    const patient = take(setting, "queue", 60_000);
    await setting.time.pass(50);
    const hasty = take(setting, "queue", 5_000);
    const background = take(setting, "background", 60_000);
    await setting.time.pass(1);
    expect(hasty.error).toMatchObject({ reason: "limit", retryAfterSeconds: 30 });
    await setting.time.pass(40_000);
    expect([patient.error, background.error]).toEqual([undefined, undefined]);
    expect(patient.waitedMs).toBeDefined();
    expect(background.waitedMs).toBeDefined();
  });

  test("is granted however slowly the table answers, short of failing", async () => {
    const setting = setUp(() => 900);
    const taken = take(setting, "caller");
    const reserved = watch(setting, setting.limiter.reserve(10, { startBy: setting.clock.now() + 10_000 }));
    await setting.time.pass(2_000);
    expect(taken.waitedMs).toBe(900);
    const spent = [1, 2, 3].map(() =>
      watch(setting, reserved.value?.take({ startBy: setting.clock.now() + 5_000 }) ?? Promise.reject()),
    );
    await setting.time.pass(1_000);
    expect(spent.map(({ waitedMs }) => waitedMs)).toEqual([900, 900, 900]);
    expect(setting.table.counted).toMatchObject({ reads: 0, writes: 3 });
  });

  test("is refused when its time is over before anybody looked at it, and granted in the last millisecond", async () => {
    const setting = setUp(() => 900);
    take(setting, "caller");
    const [late, inTime] = [take(setting, "caller", 899), take(setting, "caller", 900)];
    await setting.time.pass(2_000);
    expect(late.error).toMatchObject({ reason: "limit", retryAfterSeconds: 1 });
    expect([late.waitedMs, inTime.error, inTime.waitedMs]).toEqual([900, undefined, 1_800]);
  });

  test("is not refused when its time ends with the wait", async () => {
    const setting = setUp();
    const end = setting.clock.now() + 30_000;
    await limiterPaused(setting, 30_000);
    const taken = take(setting, "caller", end - setting.clock.now());
    await setting.time.pass(40_000);
    expect(taken.error).toBeUndefined();
    expect(taken.waitedMs).toBeDefined();
  });

  test("costs two processes that take turns hardly a write in vain: each reads first", async () => {
    const setting = setUp();
    const limiters = [setting.process(), setting.process()];
    for (let call = 0; call < 20; call += 1) {
      take(setting, "queue", 60_000, limiters[call % 2]);
      await setting.time.pass(500);
    }
    expect(countedTokens(setting)).toBe(20);
    expect(setting.table.counted.writes).toBeLessThanOrEqual(22);
  });

  test("recognises a write whose answer was lost and which the client repeated", async () => {
    const setting = setUp();
    const { table } = setting;
    const limiter = setting.process({
      ...table,
      replace: async (...write) => {
        await table.replace(...write);
        return table.replace(...write);
      },
    });
    const taken = take(setting, "caller", 1_000, limiter);
    await setting.time.pass(100);
    expect(taken.waitedMs).toBeLessThan(40);
    expect(countedTokens(setting)).toBe(1);
  });
});

const limiterPaused = async (setting: Setting, durationMs: number): Promise<void> => {
  void setting.limiter.pause(durationMs);
  await setting.time.pass(20);
};

describe("tokens of calls in a row", () => {
  test.each(["caller", "queue"] as const)("of a %s cost one write while they live", async (priority) => {
    const setting = setUp();
    for (let call = 4; call > 0; call -= 1) {
      const taken = takeOf(setting, priority, call);
      await setting.time.pass(200);
      expect([call, taken.waitedMs]).toEqual([call, call === 4 ? expect.any(Number) : 0]);
    }
    expect(setting.table.counted).toMatchObject({ reads: 0, writes: 1 });
    expect(countedTokens(setting)).toBe(4);
  });

  test("that are too old are given back with the write for new ones", async () => {
    const setting = setUp();
    takeOf(setting, "queue", 4);
    await setting.time.pass(800);
    expect(countedTokens(setting)).toBe(4);
    takeOf(setting, "queue", 3);
    await setting.time.pass(50);
    expect(setting.table.counted.writes).toBe(2);
    // The one that was used, and three new ones.
    expect(countedTokens(setting)).toBe(4);
  });

  test("that a pause leaves unused are given back with the next write", async () => {
    const setting = setUp();
    takeOf(setting, "queue", 4);
    await setting.time.pass(50);
    void setting.limiter.pause(3_000);
    await setting.time.pass(50);
    const caller = take(setting, "caller", 60_000);
    await setting.time.pass(4_000);
    expect(caller.waitedMs).toBeGreaterThan(2_900);
    expect(countedTokens(setting)).toBe(2);
  });

  test.each([5, 6, 50])("are at most five at once: of %i five", async (calls) => {
    const setting = setUp();
    takeOf(setting, "caller", calls);
    await setting.time.pass(50);
    expect(countedTokens(setting)).toBe(5);
  });

  test("are as many as nobody said more of: one", async () => {
    const setting = setUp();
    take(setting, "queue");
    await setting.time.pass(50);
    expect(countedTokens(setting)).toBe(1);
  });

  test("of those of one priority who wait together cost one write", async () => {
    const setting = setUp();
    await limiterPaused(setting, 2_000);
    const waiting = [2, 1, 1].map((calls) => takeOf(setting, "queue", calls));
    await setting.time.pass(1_000);
    const { writes } = setting.table.counted;
    await setting.time.pass(4_000);
    expect(waiting.every(({ waitedMs, error }) => waitedMs !== undefined && !error)).toBe(true);
    expect(setting.table.counted.writes - writes).toBe(1);
    expect(countedTokens(setting)).toBe(4);
  });

  test("of another priority, or of a reservation, are not taken with them", async () => {
    const setting = setUp();
    await limiterPaused(setting, 2_000);
    const waiting = [takeOf(setting, "caller", 2), takeOf(setting, "queue", 3)];
    const reserved = watch(setting, setting.limiter.reserve(7, { startBy: setting.clock.now() + 60_000 }));
    await setting.time.pass(3_000);
    expect([...waiting, reserved].every(({ waitedMs, error }) => waitedMs !== undefined && !error)).toBe(true);
    // Two of the caller's command, three of the webhook's, and the seven that are reserved.
    expect(countedTokens(setting)).toBe(2 + 3 + 7);
  });

  test.each([
    [1, 1],
    [3, 3],
    [4, 4],
    [5, 4],
  ])("are as many as are free: with %i free %i of four", async (free, taken) => {
    const setting = setUp();
    useBurst(setting, 160 - free);
    const first = takeOf(setting, "caller", 4, 1_000);
    await setting.time.pass(50);
    expect(first.waitedMs).toBeLessThan(40);
    expect(countedTokens(setting)).toBe(160 - free + taken);
    // What was taken is what is handed out.
    const others = [3, 2, 1].map((calls) => takeOf(setting, "caller", calls, 100));
    await setting.time.pass(0);
    expect(others.filter(({ waitedMs, error }) => waitedMs === 0 && !error)).toHaveLength(taken - 1);
  });

  test("are refused by what one of them has to wait, not by what all of them have to", async () => {
    const setting = setUp();
    useBurst(setting, 1);
    const { counts, ...state } = setting.table.state();
    await setting.time.pass(3_000);
    setting.table.put({ ...state, counts: counts.with(298, 1).with(301, 159), slot: state.slot + 3 });
    const refused = takeOf(setting, "caller", 4, 1_000);
    await setting.time.pass(50);
    const allOrNone = watch(setting, setting.limiter.reserve(4, { startBy: setting.clock.now() + 1_000 }));
    await setting.time.pass(50);
    expect(refused.error).toMatchObject({ reason: "limit", retryAfterSeconds: 4 });
    expect(allOrNone.error).toMatchObject({ reason: "limit", retryAfterSeconds: 7 });
  });

  test("are five or none in background work, which waits for all of them", async () => {
    const setting = setUp();
    // Its share is used. It runs sixteen tokens ahead of the even pace, and thirteen of them are used by now.
    useBurst(setting, 0);
    watch(setting, setting.process().reserve(13, { startBy: setting.clock.now() + 1_000 }));
    await setting.time.pass(50);
    const background = take(setting, "background");
    await setting.time.pass(50);
    expect([countedTokens(setting), background.waitedMs]).toEqual([13, undefined]);
    await setting.time.pass(1_000);
    expect(background.waitedMs).toBeGreaterThan(500);
    expect(countedTokens(setting)).toBe(18);
  });

  test("of a caller who waits behind a reservation are not taken with it", async () => {
    const setting = setUp();
    await limiterPaused(setting, 2_000);
    const reserved = watch(setting, setting.limiter.reserve(2, { startBy: setting.clock.now() + 60_000 }));
    const caller = takeOf(setting, "caller", 4);
    await setting.time.pass(3_000);
    expect([reserved, caller].every(({ waitedMs, error }) => waitedMs !== undefined && !error)).toBe(true);
    expect(countedTokens(setting)).toBe(2 + 4);
  });

  test("are all or none in a reservation", async () => {
    const setting = setUp();
    useBurst(setting, 154);
    const refused = watch(setting, setting.limiter.reserve(7, { startBy: setting.clock.now() + 1_000 }));
    await setting.time.pass(50);
    expect(refused.error).toMatchObject({ reason: "limit" });
    expect(countedTokens(setting)).toBe(154);
    const reserved = watch(setting, setting.limiter.reserve(6, { startBy: setting.clock.now() + 1_000 }));
    await setting.time.pass(50);
    expect(reserved.value).toBeDefined();
    expect(countedTokens(setting)).toBe(160);
  });
});

describe("background work", () => {
  test("take five tokens with one write, and hand them out for less than a second", async () => {
    const setting = setUp();
    for (let call = 0; call < 3; call += 1) {
      take(setting, "background");
      await setting.time.pass(100);
    }
    expect(setting.table.counted.writes).toBe(1);
    await setting.time.pass(1_000);
    take(setting, "background");
    await setting.time.pass(1_000);
    expect(setting.table.counted.writes).toBe(2);
    // Three used, two dead and given back, five new.
    expect(countedTokens(setting)).toBe(8);
  });

  test("are held back by a refused webhook of another process", async () => {
    const setting = setUp();
    // Its share is used.
    useBurst(setting, 0);
    const webhook = setting.process();
    await limiterPaused(setting, 20_000);
    take(setting, "queue", 60_000, webhook);
    await setting.time.pass(50);
    const background = take(setting, "background", 600_000, setting.process());
    await setting.time.pass(30_000);
    expect(background.waitedMs).toBeGreaterThan(20_500);
  });

  test("have tokens that are too old given back once, however often whoever waits asks", async () => {
    const setting = setUp();
    take(setting, "background");
    await setting.time.pass(1_000);
    expect(countedTokens(setting)).toBe(5);
    void setting.process().pause(3_000);
    await setting.time.pass(50);
    const caller = take(setting, "caller", 60_000);
    await setting.time.pass(50);
    expect(caller.waitedMs).toBeUndefined();
    expect(countedTokens(setting)).toBe(1);
    await setting.time.pass(5_000);
    expect(caller.waitedMs).toBeDefined();
    // The first one's and the caller's.
    expect(countedTokens(setting)).toBe(2);
  });

  test("spend their tokens alone: a caller of the same process has its own", async () => {
    const setting = setUp();
    take(setting, "background");
    await setting.time.pass(50);
    const caller = take(setting, "caller");
    await setting.time.pass(50);
    expect([caller.waitedMs, countedTokens(setting)]).toEqual([expect.any(Number), 5 + 1]);
    const background = take(setting, "background");
    await setting.time.pass(0);
    expect(background.waitedMs).toBe(0);
  });
});

describe("a reservation", () => {
  test("is all or none, and refused at once with the time it would take", async () => {
    const setting = setUp();
    useBurst(setting, 160);
    const soon = watch(setting, setting.limiter.reserve(100, { startBy: setting.clock.now() + 5_000 }));
    await setting.time.pass(50);
    expect(soon.error).toMatchObject({ reason: "limit", retryAfterSeconds: 7 });
    const later = watch(setting, setting.limiter.reserve(100, { startBy: setting.clock.now() + 10_000 }));
    await setting.time.pass(10_000);
    expect(later.waitedMs).toBeLessThan(7_100);
    expect(later.value).toBeDefined();
  });

  test("keeps its tokens for as long as the batch takes, and counts each once", async () => {
    const setting = setUp();
    const { time, clock, limiter } = setting;
    const reserved = watch(setting, limiter.reserve(100, { startBy: clock.now() + 10_000 }));
    await time.pass(50);
    let spent = 0;
    for (let call = 0; call < 100; call += 1) {
      void reserved.value?.take({ startBy: clock.now() + 5_000 }).then(() => {
        spent += 1;
      });
      await time.pass(200);
    }
    expect(spent).toBe(100);
    expect(countedTokens(setting)).toBe(100);
  });

  test("lets attempts beyond the number reserved wait as any caller does", async () => {
    const setting = setUp();
    const { time, clock, limiter } = setting;
    const reserved = watch(setting, limiter.reserve(1, { startBy: clock.now() + 1_000 }));
    await time.pass(50);
    const attempts = [1, 2, 3].map(() =>
      watch(setting, reserved.value?.take({ startBy: clock.now() + 1_000 }) ?? Promise.reject()),
    );
    await time.pass(100);
    expect(attempts.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(countedTokens(setting)).toBe(3);
  });

  test("gives back what a batch that ended early did not spend", async () => {
    const setting = setUp();
    const { time, clock, limiter } = setting;
    const reserved = watch(setting, limiter.reserve(100, { startBy: clock.now() + 10_000 }));
    await time.pass(50);
    void reserved.value?.take({ startBy: clock.now() }).then(() => reserved.value?.release());
    await time.pass(50);
    expect(countedTokens(setting)).toBe(1);
  });

  test("that is released during an exchange gives back the tokens it gets by it", async () => {
    const setting = setUp();
    const { time, clock, limiter } = setting;
    const reserved = watch(setting, limiter.reserve(10, { startBy: clock.now() + 1_000 }));
    await time.pass(1_000);
    const { value } = reserved;
    if (!value) throw new Error("it was not granted");
    const spent = watch(setting, value.take({ startBy: clock.now() + 1_000 }));
    const released = watch(setting, value.release());
    await time.pass(100);
    expect([spent.error, released.error]).toEqual([undefined, undefined]);
    expect([spent.waitedMs, released.waitedMs]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(countedTokens(setting)).toBe(1);
  });

  test("that is released while the account is paused and somebody waits counts no longer, at once", async () => {
    const setting = setUp();
    const { time, clock, limiter } = setting;
    const [batch] = [50, 30].map((tokens) => watch(setting, limiter.reserve(tokens, { startBy: clock.now() + 1_000 })));
    await time.pass(50);
    expect(countedTokens(setting)).toBe(80);
    void setting.process().pause(20_000);
    await time.pass(50);
    const waiting = take(setting, "queue", 60_000);
    await time.pass(50);
    const released = watch(setting, batch?.value?.release() ?? Promise.reject(new Error("it was not granted")));
    await time.pass(50);
    expect([released.error, waiting.waitedMs]).toEqual([undefined, undefined]);
    expect(countedTokens(setting)).toBe(30);
  });

  test("of more than the limits ever allow at once is of as much as they do", async () => {
    const setting = setUp();
    const reserved = watch(setting, setting.limiter.reserve(400, { startBy: setting.clock.now() + 1_000 }));
    await setting.time.pass(50);
    expect(reserved.value).toBeDefined();
    expect(countedTokens(setting)).toBe(145);
  });
});

describe("a pause", () => {
  test("stops everybody, in every process, until it ends", async () => {
    const setting = setUp();
    await limiterPaused(setting, 8_000);
    const others = (["caller", "queue", "background"] as const).map((priority) =>
      take(setting, priority, 60_000, setting.process()),
    );
    await setting.time.pass(30_000);
    for (const { waitedMs } of others) expect(waitedMs).toBeGreaterThan(7_900);
    expect(others[0]?.waitedMs).toBeLessThan(8_200);
  });

  test("is not made shorter by a later, shorter one", async () => {
    const setting = setUp();
    await limiterPaused(setting, 8_000);
    void setting.process().pause(1_000);
    await setting.time.pass(50);
    const caller = take(setting, "caller", 60_000, setting.process());
    await setting.time.pass(20_000);
    expect(caller.waitedMs).toBeGreaterThan(7_800);
  });

  test("is over for who asked for it only when the table knows, and takes back what this process has left", async () => {
    const setting = setUp(() => 10);
    take(setting, "background");
    await setting.time.pass(50);
    const paused = watch(setting, setting.limiter.pause(100));
    await setting.time.pass(150);
    expect(paused.waitedMs).toBe(10);
    const caller = take(setting, "caller");
    await setting.time.pass(50);
    // Four of the five tokens were left, and still young enough.
    expect(caller.waitedMs).toBeGreaterThanOrEqual(10);
    expect(countedTokens(setting)).toBe(1 + 1);
  });
});

describe("while the table fails", () => {
  const failing = async () => {
    const setting = setUp();
    take(setting, "caller");
    await setting.time.pass(5_000);
    setting.table.failing = true;
    return setting;
  };

  test("a process goes on at a twentieth of nine tenths of the rate, and says so once", async () => {
    const setting = await failing();
    const taken = Array.from({ length: 30 }, () => take(setting, "queue"));
    await setting.time.pass(59_000);
    const granted = taken.filter(({ waitedMs, error }) => waitedMs !== undefined && error === undefined);
    // The first at once, then one in 8.3 s; each seventh second or so is lost to a table that is asked again.
    expect(granted.length).toBeGreaterThanOrEqual(5);
    expect(granted.length).toBeLessThanOrEqual(8);
    expect(setting.logged).toEqual([
      { level: "error", message: "rate table not reachable, a local rate is used meanwhile" },
    ]);
  });

  test("it gives up after a minute, as a failure that passes", async () => {
    const setting = await failing();
    const many = Array.from({ length: 30 }, () => take(setting, "queue"));
    await setting.time.pass(70_000);
    expect(many.at(-1)?.error).toMatchObject({ name: "RateLimited", reason: "table" });
    const late = take(setting, "caller", 5_000);
    await setting.time.pass(2_000);
    expect(late.error).toMatchObject({ reason: "table", retryAfterSeconds: expect.any(Number) });
  });

  test("a batch is refused rather than started", async () => {
    const setting = await failing();
    const refused = watch(setting, setting.limiter.reserve(100, { startBy: setting.clock.now() + 10_000 }));
    await setting.time.pass(2_000);
    expect(refused.error).toMatchObject({ reason: "table" });
  });

  test("a 429 pauses at least this process", async () => {
    const setting = await failing();
    void setting.limiter.pause(20_000);
    await setting.time.pass(1_100);
    const taken = take(setting, "queue");
    await setting.time.pass(15_000);
    expect(taken.waitedMs).toBeUndefined();
    await setting.time.pass(15_000);
    expect(taken.waitedMs).toBeDefined();
  });

  test("it recovers by itself, and what it used meanwhile is counted", async () => {
    const setting = await failing();
    const taken = Array.from({ length: 4 }, () => take(setting, "queue"));
    await setting.time.pass(20_000);
    const used = taken.filter(({ waitedMs }) => waitedMs !== undefined).length;
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThan(4);
    setting.table.failing = false;
    await setting.time.pass(7_000);
    expect(taken.every(({ waitedMs, error }) => waitedMs !== undefined && !error)).toBe(true);
    expect(countedTokens(setting)).toBe(1 + 4);
    expect(setting.logged.map(({ message }) => message)).toEqual([
      "rate table not reachable, a local rate is used meanwhile",
      "rate table reachable again",
    ]);
  });

  test("a lost answer never frees a token that was used", async () => {
    const setting = setUp();
    take(setting, "background");
    await setting.time.pass(2_000);
    setting.table.loseNextAnswer = true;
    take(setting, "background");
    await setting.time.pass(10_000);
    take(setting, "caller");
    await setting.time.pass(1_000);
    // Used: one of each lease and the caller's. Counted besides: the four of the second lease that nobody was told of, and
    // one for the local token; the four of the first were given back in that same write.
    expect(countedTokens(setting)).toBe(1 + 5 + 1 + 1);
  });
});
