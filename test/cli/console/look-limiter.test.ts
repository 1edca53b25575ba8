// A console that looks, beside everybody else, in virtual time: whatever is asked and in whatever order, WTS is called for no more than the budget.
import { expect, test } from "@jest/globals";
import { lookBudget } from "../../../cli/console/look-budget.ts";
import type { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { wtsLimits } from "../../wts/rate-limit/full-pressure.ts";
import { askAll, expectBudgetHolds, lookWorld, mostSustained } from "./support/look-world.ts";

const { sustained, share } = wtsLimits;

test("in no window of WTS is it called for more than the budget, and everybody is answered: granted, or told when there is room", () =>
  expectBudgetHolds(25));

test("what it is worth: the budget is used up where more is asked for, one after the other as they came", async () => {
  const asked = Array.from({ length: 100 }, (_, index) => ({ atMs: index * 100, patienceMs: 6_000_000 }));
  const { granted, start } = await askAll(asked, { forMs: 2 * sustained.windowMs });
  expect(granted.length).toBe(2 * mostSustained);
  expect((granted.at(0) ?? 0) - start).toBeLessThan(1_000);
});

test("whoever is told when there is room is granted it then", async () => {
  const { time, clock, look } = lookWorld(3);
  const told: number[] = [];
  let grantedAt = 0;
  void (async () => {
    for (let index = 0; index < mostSustained; index += 1) await look.take("caller", { startBy: clock.now() + 60_000 });
    const begun = clock.now();
    await look.take("caller", { startBy: begun + 5_000 }).catch(async (error: RateLimited) => {
      expect(clock.now()).toBe(begun);
      told.push(error.retryAfterSeconds);
      await clock.sleep(error.retryAfterSeconds * 1_000);
      await look.take("caller", { startBy: clock.now() + 5_000 });
      grantedAt = clock.now() - begun;
    });
  })();
  await time.pass(2 * sustained.windowMs);
  expect(told).toHaveLength(1);
  expect(grantedAt).toBeGreaterThan(200_000);
  expect(grantedAt).toBeLessThan(sustained.windowMs);
});

test("a small account has one call a window", () => {
  const budget = lookBudget({
    share,
    sustained: { requests: 30, windowMs: 60_000 },
    burst: { requests: 5, windowMs: 1_000 },
  });
  expect(budget.freeAt(1_000_000)).toBe(1_000_000);
  budget.take(1_000_000);
  expect(budget.freeAt(1_000_001)).toBe(1_060_000);
  expect(budget.freeAt(1_000_001, 1)).toBe(1_120_000);
});

test("a clock that is put back makes nobody wait for longer than a window", () => {
  const budget = lookBudget(wtsLimits);
  for (let taken = 0; taken < mostSustained; taken += 1) budget.take(10_000_000);
  expect(budget.freeAt(6_400_000)).toBe(6_400_000 + sustained.windowMs);
});
