// A run at any size: the calls and the time grow with the sessions, the memory does not, and the whole rate is used.
import { describe, expect, test } from "@jest/globals";
import { measureText, type RunMeasure, runLoad } from "../auto-close/support/run-load.ts";

const measures: RunMeasure[] = [];

describe.each([
  [1_000, 48_000, 1.1, false],
  [10_000, 48_000, 1.1, false],
  [1_000, 48_000, 2.2, true],
])("%d idle sessions among ten times as many", (idle, windowMs, calls, isAnswerRead) => {
  test(`are closed with at most ${calls} calls each, at 95 % of the rate, and none over the limit`, async () => {
    const limits = { sustained: { requests: 1_000, windowMs }, burst: { requests: 200, windowMs: windowMs / 60 } };
    const measure = await runLoad({ idle, sessions: 10 * idle, isAnswerRead, limits });
    console.info(measureText(measure));
    measures.push(measure);
    expect(measure.report).toMatchObject({ answer: { state: "done" }, counts: { closed: idle }, warned: [] });
    expect(measure.refusedByLimit).toBe(0);
    expect(measure.callsPerClosed).toBeLessThanOrEqual(calls);
    expect(measure.usedShare).toBeGreaterThanOrEqual(0.95);
  }, 1_800_000);
});

test("ten times as many take ten times the calls, and the same memory", () => {
  const [small, large] = measures;
  if (!small || !large) throw new Error("nothing was measured");
  expect(large.calls / small.calls).toBeGreaterThan(9.5);
  expect(large.calls / small.calls).toBeLessThan(10.5);
  expect(large.seconds / small.seconds).toBeLessThan(11);
  expect(large.peakHeapMb / small.peakHeapMb).toBeLessThan(1.25);
});
