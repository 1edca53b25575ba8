// Every number that the limiter works with, for WTS's own limits and for limits so small that each bound shows.
import { expect, test } from "@jest/globals";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";

/** Fractions of milliseconds are equal up to their error. */
const close = (expected: unknown): unknown => {
  if (typeof expected === "number") return Number.isInteger(expected) ? expected : expect.closeTo(expected, 9);
  if (Array.isArray(expected)) return expected.map(close);
  return typeof expected === "object" && expected !== null
    ? Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, close(value)]))
    : expected;
};
const any = expect.any(Object);

test("WTS's limits give these numbers, and no others", () => {
  const sustained = { requests: 1000, windowMs: 300_000 };
  const burst = { requests: 200, windowMs: 5_000 };
  const rules = rateRules({ share: 0.8, sustained, burst });
  expect(rules).toEqual(
    close({
      slotMs: 1_000,
      slots: 302,
      windows: [
        { limit: 800, slots: 302 },
        { limit: 160, slots: 7 },
      ],
      // 17 tokens are found at once and 20 are nobody's; of the other 763 it is 65, 30 and 5 in a hundred.
      shares: {
        caller: { perMs: (0.65 * 763) / 302_000, creditMs: (8 * 302_000) / (0.65 * 763), longestAheadMs: 302_000 },
        queue: {
          perMs: (0.3 * 763) / 302_000,
          creditMs: (4 * 302_000) / (0.3 * 763),
          longestAheadMs: (120 * 302_000) / (0.3 * 763),
        },
        background: {
          perMs: (0.05 * 763) / 302_000,
          creditMs: (5 * 302_000) / (0.05 * 763),
          longestAheadMs: (6 * 302_000) / (0.05 * 763),
        },
      },
      perTokenMs: 300_000 / (0.985 * 800),
      aheadTokens: { caller: 800, queue: 120, background: 16 },
      leaseTokens: 5,
      largestRequestTokens: 145,
      tokenLifeMs: 750,
      longestHoldBackMs: 60_000,
      longestPauseMs: 600_000,
      perLocalTokenMs: (20 * 300_000) / (0.9 * 800),
      longestOutageMs: 60_000,
      probeMs: 5_000,
    }),
  );
});

test("of limits that share leaves less than one call of, one call stays, and background work has to share it", () => {
  const sustained = { requests: 3, windowMs: 3_000 };
  const burst = { requests: 1, windowMs: 55 };
  expect(rateRules({ share: 0.6, sustained, burst })).toEqual({
    slotMs: 10,
    slots: 306,
    windows: [
      { limit: 1, slots: 306 },
      { limit: 1, slots: 12 },
    ],
    shares: { caller: any, queue: any, background: any },
    perTokenMs: 3_000 / 0.985,
    aheadTokens: { caller: 1, queue: 1, background: 2 },
    leaseTokens: 1,
    largestRequestTokens: 1,
    tokenLifeMs: 37.5,
    longestHoldBackMs: 600,
    longestPauseMs: 6_000,
    perLocalTokenMs: (20 * 3_000) / 0.9,
    longestOutageMs: 600,
    probeMs: 50,
  });
});

test("parts of calls are left out, and parts of slots counted as whole ones", () => {
  const sustained = { requests: 11, windowMs: 9_000 };
  const burst = { requests: 4, windowMs: 5_000 };
  expect(rateRules({ share: 0.6, sustained, burst })).toMatchObject({
    slotMs: 30,
    // Two slots are long enough for a trip to the table of 50 ms.
    windows: [
      { limit: 6, slots: 303 },
      { limit: 2, slots: 170 },
    ],
    tokenLifeMs: 45,
  });
});

test("with a narrow burst it is the burst that sets the pace and the size of a batch", () => {
  const sustained = { requests: 1000, windowMs: 300_000 };
  const burst = { requests: 3, windowMs: 5_000 };
  expect(rateRules({ share: 1, sustained, burst })).toMatchObject({
    perTokenMs: 5_000 / (0.985 * 3),
    leaseTokens: 2,
    largestRequestTokens: 3,
  });
});

test("an account that nobody has used has nothing counted, held back or paused", () => {
  expect(unusedRate).toEqual({
    version: 0,
    counts: Uint8Array.of(),
    slot: 0,
    pacedUntil: 0,
    backgroundHeldUntil: 0,
    queueHeldUntil: 0,
    usedUntil: { caller: 0, queue: 0, background: 0 },
    clientsUsedUntil: {},
    pausedUntil: 0,
  });
});
