// The limiter as its users see it, in virtual time over a table in memory.
import { describe, expect, test } from "@jest/globals";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { type RateLimiter, rateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import type { Priority } from "../../../lib/wts/rate-limit/rate-rules.ts";
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

const countedTokens = ({ table }: Setting): number => table.state().counts.reduce((sum, count) => sum + count, 0);

const fillBurst = async (setting: Setting): Promise<void> => {
  const filled = watch(setting, setting.process().reserve(160, { startBy: setting.clock.now() + 1_000 }));
  await setting.time.pass(50);
  expect(filled.waitedMs).toBeLessThan(50);
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
    await fillBurst(setting);
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
    await fillBurst(setting);
    const refused = take(setting, "caller", 5_000);
    await setting.time.pass(50);
    expect(refused.waitedMs).toBeLessThan(50);
    expect(refused.error).toBeInstanceOf(RateLimited);
    expect(refused.error).toMatchObject({ reason: "limit", retryAfterSeconds: 7 });
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
    await fillBurst(setting);
    await setting.time.pass(100_000);
    const webhook = setting.process();
    await limiterPaused(setting, 20_000);
    take(setting, "queue", 60_000, webhook);
    await setting.time.pass(50);
    const background = take(setting, "background", 600_000, setting.process());
    await setting.time.pass(30_000);
    expect(background.waitedMs).toBeGreaterThan(20_500);
  });

  test("leave their tokens to a caller of the same process", async () => {
    const setting = setUp();
    take(setting, "background");
    await setting.time.pass(50);
    const caller = take(setting, "caller");
    await setting.time.pass(0);
    expect(caller.waitedMs).toBe(0);
  });
});

describe("a reservation", () => {
  test("is all or none, and refused at once with the time it would take", async () => {
    const setting = setUp();
    await fillBurst(setting);
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

  test("of more than the limits ever allow at once is of as much as they do", async () => {
    const setting = setUp();
    const reserved = watch(setting, setting.limiter.reserve(400, { startBy: setting.clock.now() + 1_000 }));
    await setting.time.pass(50);
    expect(reserved.value).toBeDefined();
    expect(countedTokens(setting)).toBe(160);
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
