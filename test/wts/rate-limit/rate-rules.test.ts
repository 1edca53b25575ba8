// Every number that the limiter works with, for WTS's own limits and for limits so small that each bound shows.
import { expect, test } from "@jest/globals";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";

test("WTS's limits give these numbers, and no others", () => {
  const sustained = { requests: 1000, windowMs: 300_000 };
  const burst = { requests: 200, windowMs: 5_000 };
  const rules = rateRules({ share: 0.8, sustained, burst });
  expect(rules).toEqual({
    slotMs: 1_000,
    slots: 302,
    windows: [
      { limit: 800, slots: 302, leftByBackground: 16 },
      { limit: 160, slots: 7, leftByBackground: 4 },
      { limit: 255, slots: 1, leftByBackground: 6 },
    ],
    perTokenMs: 300_000 / (0.975 * 800),
    aheadTokens: { caller: 800, queue: 120, background: 6 },
    backgroundLeaseTokens: 5,
    largestRequestTokens: 160,
    tokenLifeMs: 750,
    longestHoldBackMs: 60_000,
    longestPauseMs: 600_000,
    perLocalTokenMs: (20 * 300_000) / (0.9 * 800),
    longestOutageMs: 60_000,
    probeMs: 5_000,
  });
});

test("of limits that share leaves less than one call of, one call stays, and background work has to share it", () => {
  const sustained = { requests: 3, windowMs: 3_000 };
  const burst = { requests: 1, windowMs: 55 };
  expect(rateRules({ share: 0.6, sustained, burst })).toEqual({
    slotMs: 10,
    slots: 306,
    windows: [
      { limit: 1, slots: 306, leftByBackground: 0 },
      { limit: 1, slots: 12, leftByBackground: 0 },
      { limit: 255, slots: 1, leftByBackground: 6 },
    ],
    perTokenMs: 3_000 / 0.975,
    aheadTokens: { caller: 1, queue: 1, background: 2 },
    backgroundLeaseTokens: 1,
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
      { limit: 255, slots: 1 },
    ],
    tokenLifeMs: 45,
  });
});

test("with a narrow burst it is the burst that sets the pace and the size of a batch", () => {
  const sustained = { requests: 1000, windowMs: 300_000 };
  const burst = { requests: 3, windowMs: 5_000 };
  expect(rateRules({ share: 1, sustained, burst })).toMatchObject({
    perTokenMs: 5_000 / (0.975 * 3),
    backgroundLeaseTokens: 2,
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
    pausedUntil: 0,
  });
});
