// A backlog of idle sessions at WTS's own rate: hardly more calls than closes, hardly less than the whole rate, and fresh facts all the same.
import { expect, test } from "@jest/globals";
import { virtualRun } from "./support/virtual-run.ts";

test.each([
  { isAnswerRead: false, calls: 1.05, of: "where every answer counts" },
  { isAnswerRead: true, calls: 2.05, of: "where it is read who answered" },
])("idle sessions are closed with $calls calls each $of, at 97 % of the rate", async ({ isAnswerRead, calls }) => {
  const measure = await virtualRun({ count: 800, oneIdleIn: 1, isAnswerRead });
  console.info(JSON.stringify(measure));
  expect(measure.closed).toBe(800);
  expect(measure.callsPerClosed).toBeLessThanOrEqual(calls);
  expect(measure.usedShare).toBeGreaterThanOrEqual(0.97);
  expect(measure.fullestWindow).toBeLessThanOrEqual(1);
  expect(measure.oldestListMs).toBeLessThanOrEqual(5_000);
});

test("one idle session among ten costs one call, and a tenth of the page on which it stands", async () => {
  const { callsPerClosed, fullestWindow } = await virtualRun({ count: 1_500, oneIdleIn: 10, isAnswerRead: false });
  expect(callsPerClosed).toBeLessThanOrEqual(1.11);
  expect(fullestWindow).toBeLessThanOrEqual(1);
});
