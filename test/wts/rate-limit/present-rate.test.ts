// What the limiter says of the rate at present: a share while others press, all of it when they do not.
import { expect, test } from "@jest/globals";
import { decide } from "../../../lib/wts/rate-limit/decide.ts";
import { presentRate } from "../../../lib/wts/rate-limit/present-rate.ts";
import type { Priority } from "../../../lib/wts/rate-limit/priority.ts";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { type RateState, unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";

const rules = rateRules({
  share: 0.8,
  sustained: { requests: 1_000, windowMs: 300_000 },
  burst: { requests: 200, windowMs: 5_000 },
});
const start = Date.UTC(2026, 2, 2, 8);
const { perTokenMs } = rules;
const sharedMs = 1 / rules.shares.queue.perMs;

/** Each asks again and again, every so many milliseconds, until then. */
const after = (ms: number, asking: Partial<Record<Priority, number>>): RateState => {
  let state = unusedRate;
  for (let passed = 0; passed < ms; passed += 100)
    for (const [priority, everyMs] of Object.entries(asking) as [Priority, number][]) {
      if (passed % everyMs !== 0) continue;
      const decision = decide(state, start + passed, { priority, tokens: 1 }, rules);
      state = decision.next ?? state;
    }
  return state;
};
const tokenMs = (state: RateState, ms: number): number => presentRate(state, "queue", start + ms, rules).tokenMs;

test("the queue has all of it while nobody asks, or nobody else", () => {
  expect(tokenMs(unusedRate, 0)).toBe(perTokenMs);
  expect(tokenMs(after(400_000, { queue: 100 }), 400_000)).toBe(perTokenMs);
});

test("it has its share while callers press as well, and all of it soon after they have stopped", () => {
  const state = after(400_000, { caller: 100, queue: 100 });
  expect(tokenMs(state, 400_000)).toBe(sharedMs);
  expect(tokenMs(state, 410_000)).toBe(perTokenMs);
});

test("what it has taken of its share in advance it waits for while callers press", () => {
  const state = after(60_000, { queue: 100, caller: 100 });
  const { tokenMs: perTokenMsNow, waitMs } = presentRate(state, "queue", start + 60_000, rules);
  expect(perTokenMsNow).toBe(sharedMs);
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(rules.shares.queue.longestAheadMs + sharedMs);
  expect(presentRate(state, "queue", start + 400_000, rules).waitMs).toBe(0);
});

test("it has all that is left where callers leave something over", () => {
  expect(tokenMs(after(400_000, { caller: 1_500 }), 400_000)).toBe(perTokenMs);
});

test("callers have all of it, whoever else presses", () => {
  const state = after(400_000, { queue: 100, background: 100 });
  expect(presentRate(state, "caller", start + 400_000, rules).tokenMs).toBe(perTokenMs);
});
