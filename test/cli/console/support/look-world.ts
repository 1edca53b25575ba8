// A console that looks, beside everybody else, in virtual time.
import { expect } from "@jest/globals";
import fc from "fast-check";
import { lookBudget } from "../../../../cli/console/look-budget.ts";
import { lookLimiter } from "../../../../cli/console/look-limiter.ts";
import { RateLimited } from "../../../../lib/wts/rate-limit/rate-limited.ts";
import { rateLimiter } from "../../../../lib/wts/rate-limit/rate-limiter.ts";
import { wtsLimits } from "../../../wts/rate-limit/full-pressure.ts";
import { memoryTable } from "../../../wts/rate-limit/memory-table.ts";
import { ascending, mostInOneWindow } from "../../../wts/rate-limit/sliding-window.ts";
import { virtualTime } from "../../../wts/rate-limit/virtual-time.ts";

const { sustained, burst } = wtsLimits;
const silent = { info: () => {}, warn: () => {}, error: () => {} };
/** Two parts in a hundred of 800 and of 160. */
export const mostSustained = 16;
export const mostInBurst = 3;

export const lookWorld = (seed: number) => {
  const time = virtualTime(seed);
  const { clock } = time;
  const table = memoryTable(clock);
  const ownLimiter = () => rateLimiter({ table, account: "default", limits: wtsLimits, clock, log: silent });
  const look = lookLimiter({ limiter: ownLimiter(), budget: lookBudget(wtsLimits), clock });
  return { time, clock, look, ownLimiter };
};

export interface Asked {
  readonly atMs: number;
  readonly patienceMs: number;
}

/** Answers when each was granted, or what it was told. */
export const askAll = async (asked: readonly Asked[], { seed = 1, isCrowded = false, forMs = 8_000_000 } = {}) => {
  const { time, clock, look, ownLimiter } = lookWorld(seed);
  const start = clock.now();
  const granted: number[] = [];
  const refused: { saidMs: number; afterMs: number; patienceMs: number }[] = [];
  if (isCrowded)
    for (let process = 0; process < 2; process += 1) {
      const limiter = ownLimiter();
      void (async () => {
        for (;;) await limiter.take("queue", { startBy: clock.now() + 600_000 }).catch(() => clock.sleep(1_000));
      })();
    }
  for (const { atMs, patienceMs } of asked)
    void (async () => {
      await clock.sleep(Math.max(1, atMs));
      const from = clock.now();
      try {
        await look.take("caller", { startBy: from + patienceMs });
        granted.push(clock.now());
      } catch (error) {
        if (!(error instanceof RateLimited)) throw error;
        refused.push({ saidMs: error.retryAfterSeconds * 1_000, afterMs: clock.now() - from, patienceMs });
      }
    })();
  await time.pass(forMs);
  return { granted: ascending(granted), refused, start };
};

/** How many calls a full queue of two processes has made, in windows of WTS after the first; a console that asks always looks beside it, or none. */
export const queueBeside = async (isLooking: boolean, windows = 4): Promise<{ queue: number; looks: number }> => {
  const { time, clock, look, ownLimiter } = lookWorld(5);
  const { windowMs } = wtsLimits.sustained;
  const from = clock.now() + windowMs;
  const counts = { queue: 0, looks: 0 };
  const always = async (take: (startBy: number) => Promise<void>, name: keyof typeof counts): Promise<void> => {
    for (;;) {
      const isGranted = await take(clock.now() + 20_000).then(
        () => true,
        () => false,
      );
      if (isGranted && clock.now() >= from) counts[name] += 1;
      await clock.sleep(isGranted ? 20 : 1_000);
    }
  };
  for (let process = 0; process < 2; process += 1) {
    const limiter = ownLimiter();
    void always((startBy) => limiter.take("queue", { startBy }), "queue");
  }
  if (isLooking)
    for (let page = 0; page < 20; page += 1) void always((startBy) => look.take("caller", { startBy }), "looks");
  await time.pass((windows + 1) * windowMs);
  return counts;
};

const anyAsked = fc.array(
  fc.record({
    atMs: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 1_200_000 })),
    patienceMs: fc.constantFrom(1, 2_000, 5_000, 20_000, 6_000_000),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Whatever is asked, and in whatever order: no window has more than the budget, and everybody is granted it or told when there is room. */
export const expectBudgetHolds = (numRuns: number, options: { isCrowded?: boolean } = {}): Promise<void> =>
  fc.assert(
    fc.asyncProperty(anyAsked, async (asked) => {
      const { granted, refused } = await askAll(asked, options);
      expect(mostInOneWindow(granted, sustained.windowMs)).toBeLessThanOrEqual(mostSustained);
      expect(mostInOneWindow(granted, burst.windowMs)).toBeLessThanOrEqual(mostInBurst);
      expect(granted.length + refused.length).toBe(asked.length);
      for (const { saidMs, afterMs, patienceMs } of refused) {
        expect(afterMs).toBeLessThanOrEqual(patienceMs + 2_500);
        expect(saidMs).toBeGreaterThan(0);
      }
    }),
    { numRuns },
  );
