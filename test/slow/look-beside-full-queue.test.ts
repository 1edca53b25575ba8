// A console that looks beside a queue that is full: it takes its budget and no more, and nobody who asks waits longer than they said.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { askAll, mostInBurst, mostSustained, queueBeside } from "../cli/console/support/look-world.ts";
import { wtsLimits } from "../wts/rate-limit/full-pressure.ts";
import { mostInOneWindow } from "../wts/rate-limit/sliding-window.ts";

const { sustained, burst } = wtsLimits;

const anyAsked = fc.array(
  fc.record({
    atMs: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 1_200_000 })),
    patienceMs: fc.constantFrom(1, 2_000, 5_000, 20_000, 6_000_000),
  }),
  { minLength: 1, maxLength: 60 },
);

test("in no window of WTS is it called for more than the budget, and everybody is answered: granted, or told when there is room", async () => {
  await fc.assert(
    fc.asyncProperty(anyAsked, async (asked) => {
      const { granted, refused } = await askAll(asked, { isCrowded: true });
      expect(mostInOneWindow(granted, sustained.windowMs)).toBeLessThanOrEqual(mostSustained);
      expect(mostInOneWindow(granted, burst.windowMs)).toBeLessThanOrEqual(mostInBurst);
      expect(granted.length + refused.length).toBe(asked.length);
      for (const { saidMs, afterMs, patienceMs } of refused) {
        expect(afterMs).toBeLessThanOrEqual(patienceMs + 2_500);
        expect(saidMs).toBeGreaterThan(0);
      }
    }),
    { numRuns: 8 },
  );
});

test("one who would wait for hours keeps nobody behind it from being told", async () => {
  const hours = { atMs: 0, patienceMs: 6_000_000 };
  const asked = [...Array.from({ length: 40 }, () => hours), { atMs: 90_000, patienceMs: 4_000 }];
  const { refused } = await askAll(asked, { isCrowded: true });
  expect(refused).toHaveLength(1);
  expect(refused[0]?.afterMs).toBeLessThan(4_000);
});

test("a queue that is full keeps its rate beside a console that asks for all it can get", async () => {
  const [alone, beside] = [await queueBeside(false), await queueBeside(true)];
  expect(alone.looks).toBe(0);
  expect(beside.looks).toBeGreaterThan(3 * mostSustained);
  expect(beside.queue / alone.queue).toBeGreaterThan(0.97);
});
