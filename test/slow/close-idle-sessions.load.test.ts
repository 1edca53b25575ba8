// A hundred idle sessions among a thousand, under limits that WTS counts too; npm run test:long has a hundred thousand.
import { expect, test } from "@jest/globals";
import { measureText, runLoad } from "../auto-close/support/run-load.ts";
import { virtualRun } from "../auto-close/support/virtual-run.ts";

test.each([
  { isAnswerRead: true, calls: 2.3, of: "where it is read who answered" },
  { isAnswerRead: false, calls: 1.1, of: "where nothing is read of each" },
])("100 idle sessions among 1,000 are closed with $calls calls each $of, and none over the limit", async (given) => {
  const { isAnswerRead, calls } = given;
  const limits = { sustained: { requests: 1_000, windowMs: 30_000 }, burst: { requests: 200, windowMs: 500 } };
  const measure = await runLoad({ idle: 100, sessions: 1_000, isAnswerRead, limits });
  // How near to the whole rate it comes depends on who else uses this machine.
  console.info(measureText(measure));
  expect(measure.report).toMatchObject({
    answer: { state: "done" },
    counts: { closed: 100, CONTACT_SPOKE_LAST: 400, NOT_IDLE_YET: 300 },
    warned: [],
  });
  expect(measure.report.published).toBe(101);
  expect(measure.refusedByLimit).toBe(0);
  expect(measure.callsPerClosed).toBeLessThanOrEqual(calls);
});

test("a run that is longer than an invocation leaves next to nothing of the rate unused where the next one takes over", async () => {
  const measure = await virtualRun({ count: 2_500, oneIdleIn: 1, isAnswerRead: false });
  console.info(JSON.stringify(measure));
  expect(measure).toMatchObject({ closed: 2_500, ticks: 2 });
  expect(measure.usedShare).toBeGreaterThanOrEqual(0.96);
});
