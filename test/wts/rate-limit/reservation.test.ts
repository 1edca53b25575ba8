// The tokens of a batch while they are exchanged, or cannot be.
import { describe, expect, test } from "@jest/globals";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { reservation } from "../../../lib/wts/rate-limit/reservation.ts";
import type { Lease } from "../../../lib/wts/rate-limit/token-source.ts";

const leaseOf = (tokens: number, usableUntil: number): Lease => ({
  of: { priority: "caller" },
  slot: 0,
  tokens,
  usableUntil,
});

/** Tokens that live for 10 ms; `exchange` may be replaced. */
const setUp = (tokens: number, exchange?: (lease: Lease) => Promise<Lease>) => {
  let now = 0;
  const calls: string[] = [];
  const reserved = reservation(leaseOf(tokens, 10), {
    exchange: async (lease, startBy) => {
      calls.push(`exchange ${lease.tokens} by ${startBy}`);
      const fresh = exchange ? await exchange(lease) : leaseOf(lease.tokens, now + 10);
      return fresh;
    },
    takeOne: async ({ startBy }) => void calls.push(`take one by ${startBy}`),
    giveBackNow: async (lease) => {
      await new Promise(setImmediate);
      calls.push(`give back ${lease.tokens}`);
    },
    clock: { now: () => now },
  });
  const pass = (ms: number): void => {
    now += ms;
  };
  return { reserved, calls, pass };
};

test("tokens that are too old are exchanged once for all who ask, and again when the new ones are too old", async () => {
  const { reserved, calls, pass } = setUp(5);
  await reserved.take({ startBy: 99 });
  pass(10);
  await Promise.all([reserved.take({ startBy: 98 }), reserved.take({ startBy: 97 })]);
  pass(10);
  await reserved.take({ startBy: 96 });
  expect(calls).toEqual(["exchange 4 by 98", "exchange 2 by 96"]);
  await reserved.release();
  expect(calls.at(-1)).toBe("give back 1");
});

test("the last token is exchanged, too", async () => {
  const { reserved, calls, pass } = setUp(1);
  pass(10);
  await reserved.take({ startBy: 99 });
  expect(calls).toEqual(["exchange 1 by 99"]);
});

test("beyond its tokens each attempt waits for one of its own", async () => {
  const { reserved, calls } = setUp(1);
  await reserved.take({ startBy: 99 });
  await reserved.take({ startBy: 98 });
  expect(calls).toEqual(["take one by 98"]);
});

describe("when nothing is to be had in exchange", () => {
  test("each attempt waits for a token of its own", async () => {
    const { reserved, calls, pass } = setUp(2, async (lease) => {
      lease.tokens = 0;
      throw new RateLimited(1_000, "limit");
    });
    pass(10);
    await Promise.all([reserved.take({ startBy: 99 }), reserved.take({ startBy: 98 })]);
    expect(calls).toEqual(["exchange 2 by 99", "take one by 99", "take one by 98"]);
  });

  test("any other error is the attempt's", async () => {
    const { reserved, pass } = setUp(2, async () => {
      throw new TypeError("broken");
    });
    pass(10);
    await expect(reserved.take({ startBy: 99 })).rejects.toThrow(TypeError);
  });
});

test("giving back waits for an exchange that is under way, and for its own end", async () => {
  const { promise: fresh, resolve } = Promise.withResolvers<Lease>();
  const { reserved, calls, pass } = setUp(3, () => fresh);
  pass(10);
  const taken = reserved.take({ startBy: 99 });
  const released = reserved.release();
  resolve(leaseOf(3, 20));
  await Promise.all([taken, released]);
  expect(calls).toEqual(["exchange 3 by 99", "give back 2"]);
});
