// What a process asks the account's table, and what it grants itself while the table fails.
import { describe, expect, test } from "@jest/globals";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { type RateState, type RateTable, unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";
import { type Lease, noLease, spendOne, tokenSource } from "../../../lib/wts/rate-limit/token-source.ts";

const rules = rateRules({
  share: 0.8,
  sustained: { requests: 1000, windowMs: 300_000 },
  burst: { requests: 200, windowMs: 5_000 },
});
const start = Date.UTC(2026, 2, 2, 8);
const nothing = (): void => {};

interface Faults {
  failing?: boolean;
  /** So many writes find that somebody else has written. */
  conflicts?: number;
}

/** A table that answers at once; `calls` are what it was asked. */
const setUp = (faults: Faults = {}) => {
  let now = start;
  let state: RateState = unusedRate;
  const calls: string[] = [];
  const slept: number[] = [];
  const reach = (call: string): void => {
    calls.push(call);
    if (faults.failing) throw new Error("nobody there");
  };
  const table: RateTable = {
    read: async () => {
      reach("read");
      return state;
    },
    replace: async (_account, seenVersion, next) => {
      reach("write");
      const isConflict = (faults.conflicts ?? 0) > 0;
      if (isConflict) {
        faults.conflicts = (faults.conflicts ?? 0) - 1;
        state = { ...state, version: state.version + 1 };
      } else if (seenVersion === state.version) state = next;
      return state;
    },
    pause: async (_account, until) => {
      reach("pause");
      await Promise.resolve();
      state = { ...state, pausedUntil: until };
      calls.push("paused");
    },
  };
  const clock = {
    now: () => now,
    sleep: async (ms: number) => void slept.push(ms),
    random: () => 0.5,
  };
  const log = { info: nothing, warn: nothing, error: nothing };
  const source = tokenSource({ table, account: "default", rules, clock, log });
  const pass = (ms: number): void => {
    now += ms;
  };
  const counted = (): number => state.counts.reduce((sum, count) => sum + count, 0);
  return { source, faults, calls, slept, pass, counted, state: () => state };
};

const leaseIn = async ({ source }: ReturnType<typeof setUp>, tokens: number) => {
  const answer = await source.ask({ priority: "caller", tokens, atLeast: tokens });
  if (!answer.granted) throw new Error("no token was granted");
  return answer.lease;
};

describe("a lease", () => {
  test("is as large as was asked for, of the slot it is counted in, and short-lived", async () => {
    expect(await leaseIn(setUp(), 3)).toEqual({
      of: { priority: "caller" },
      slot: start / 1000,
      tokens: 3,
      usableUntil: start + 750,
    });
  });

  test("is spent token by token, until its time is over", () => {
    const lease: Lease = { of: { priority: "caller" }, slot: 0, tokens: 2, usableUntil: 10 };
    expect([spendOne(lease, 9), spendOne(lease, 10), spendOne(lease, 9), spendOne(lease, 9)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(noLease({ priority: "queue" })).toEqual({ of: { priority: "queue" }, slot: 0, tokens: 0, usableUntil: 0 });
  });

  test("given back, to the last token, is counted no longer", async () => {
    const setting = setUp();
    const lease = await leaseIn(setting, 1);
    setting.source.giveBack(lease);
    expect(lease.tokens).toBe(0);
    await setting.source.flush();
    expect([setting.counted(), setting.calls]).toEqual([0, ["write", "write"]]);
  });

  test("costs no write when nothing of it is left", async () => {
    const setting = setUp();
    const lease = await leaseIn(setting, 1);
    spendOne(lease, start);
    setting.source.giveBack(lease);
    await setting.source.flush();
    expect([setting.counted(), setting.calls]).toEqual([1, ["write"]]);
  });
});

describe("when somebody else writes at the same time", () => {
  test("the first two attempts follow at once, the next ones after longer and longer pauses", async () => {
    const setting = setUp({ conflicts: 5 });
    await leaseIn(setting, 1);
    expect(setting.slept).toEqual([5, 8, 10]);
    expect(setting.calls).toEqual(Array.from({ length: 6 }, () => "write"));
  });

  test("no pause is longer than a tenth of a second", async () => {
    const setting = setUp({ conflicts: 40 });
    await leaseIn(setting, 1);
    expect([Math.max(...setting.slept), setting.slept.length]).toEqual([50, 38]);
  });

  test("the next question is a read, and when that finds nothing new, the one after is none", async () => {
    const setting = setUp({ conflicts: 1 });
    await leaseIn(setting, 1);
    setting.calls.length = 0;
    await leaseIn(setting, 1);
    await leaseIn(setting, 1);
    expect(setting.calls).toEqual(["read", "write", "write"]);
  });

  test("what was given back is written with the next attempt, once", async () => {
    const setting = setUp();
    const lease = await leaseIn(setting, 4);
    setting.source.giveBack(lease);
    setting.faults.conflicts = 1;
    await leaseIn(setting, 2);
    await leaseIn(setting, 1);
    expect(setting.counted()).toBe(3);
  });
});

describe("a refusal", () => {
  test("that the table confirms says until when", async () => {
    const setting = setUp();
    await setting.source.pause(9_000);
    expect(await setting.source.ask({ priority: "background", tokens: 5, atLeast: 5 })).toEqual({
      granted: false,
      until: start + 9_000,
      reason: "limit",
    });
  });
});

describe("a pause", () => {
  test("is over only when the table knows it", async () => {
    const { source, calls } = setUp();
    await source.pause(1_000);
    expect(calls).toEqual(["pause", "paused"]);
  });

  test("is no longer than twice the window, and not made shorter by another", async () => {
    const { source, state } = setUp();
    await source.pause(700_000);
    expect(state().pausedUntil).toBe(start + 600_000);
    await source.pause(1_000);
    expect(state().pausedUntil).toBe(start + 600_000);
  });
});

describe("while the table fails", () => {
  const ask = ({ source }: ReturnType<typeof setUp>, priority: "caller" | "background", tokens: number) =>
    source.ask({ priority, tokens, atLeast: tokens });

  test("there is one token at a time, also of those that background work asks for", async () => {
    const setting = setUp({ failing: true });
    setting.pass(250);
    expect(await ask(setting, "background", 5)).toEqual({
      granted: true,
      lease: { of: { priority: "background" }, slot: start / 1000, tokens: 1, usableUntil: start + 1_000 },
    });
  });

  test("the next token comes at the local rate, and the table is asked again sooner", async () => {
    const setting = setUp({ failing: true });
    await ask(setting, "caller", 1);
    setting.pass(4_000);
    expect(await ask(setting, "caller", 1)).toEqual({ granted: false, until: start + 5_000, reason: "limit" });
    expect(setting.calls).toEqual(["write"]);
    setting.pass(1_000);
    expect(await ask(setting, "caller", 1)).toEqual({
      granted: false,
      until: start + rules.perLocalTokenMs,
      reason: "limit",
    });
    expect(setting.calls).toEqual(["write", "write"]);
    setting.pass(rules.perLocalTokenMs - 5_000);
    expect(await ask(setting, "caller", 1)).toMatchObject({ granted: true });
  });

  test("a batch is refused until the table is asked again", async () => {
    const setting = setUp({ failing: true });
    expect(await ask(setting, "caller", 2)).toEqual({ granted: false, until: start + 5_000, reason: "table" });
  });

  test("after a fifth of the window there is nothing more", async () => {
    const setting = setUp({ failing: true });
    await ask(setting, "caller", 1);
    setting.pass(59_999);
    expect(await ask(setting, "caller", 1)).toMatchObject({ granted: true });
    setting.pass(1);
    expect(await ask(setting, "caller", 1)).toMatchObject({ granted: false, reason: "table" });
  });

  test("a pause is kept to, and giving back costs no attempt to reach it", async () => {
    const setting = setUp();
    const lease = await leaseIn(setting, 3);
    setting.faults.failing = true;
    await setting.source.pause(3_000);
    setting.source.giveBack(lease);
    await setting.source.flush();
    expect(setting.calls).toEqual(["write", "pause"]);
    expect(await ask(setting, "caller", 1)).toEqual({ granted: false, until: start + 3_000, reason: "limit" });
  });

  test("tokens used meanwhile are counted afterwards, and a second failure begins anew", async () => {
    const setting = setUp({ failing: true });
    await ask(setting, "caller", 1);
    setting.faults.failing = false;
    setting.pass(5_000);
    await ask(setting, "caller", 1);
    expect(setting.counted()).toBe(2);
    setting.faults.failing = true;
    setting.pass(70_000);
    expect(await ask(setting, "caller", 1)).toMatchObject({ granted: true });
  });
});
