// How much of an account's rate is in use, as the metric says it.
import { expect, test } from "@jest/globals";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { usedPercent } from "../../../lib/wts/rate-limit/used-percent.ts";

const limits = {
  share: 0.5,
  sustained: { requests: 1_000, windowMs: 300_000 },
  burst: { requests: 100, windowMs: 10_000 },
};
const rules = rateRules(limits);

test("it is a share of what the configuration lets us take, over the sustained window", () => {
  expect(usedPercent({ counts: new Uint8Array(rules.slots) }, rules)).toBe(0);
  // Half of 500 tokens, one in every slot but the oldest.
  const counts = new Uint8Array(rules.slots).fill(1).fill(0, 0, rules.slots - 250);
  expect(usedPercent({ counts }, rules)).toBe(50);
});

test("what a burst takes in one moment is small in it", () => {
  const counts = new Uint8Array(rules.slots);
  counts[rules.slots - 1] = 40;
  expect(usedPercent({ counts }, rules)).toBe(8);
});
