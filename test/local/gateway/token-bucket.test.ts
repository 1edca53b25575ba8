// So many a second, so many at once.
import { expect, test } from "@jest/globals";
import { tokenBucket } from "../../../local/gateway/token-bucket.ts";

test("a burst passes, then as many as the rate allows, and never more than a burst is saved", () => {
  let nowMs = 0;
  const mayPass = tokenBucket({ ratePerSecond: 10, burst: 3 }, () => nowMs);
  const passing = (count: number) => Array.from({ length: count }, mayPass).filter(Boolean).length;
  expect(passing(5)).toBe(3);
  nowMs = 99;
  expect(passing(1)).toBe(0);
  nowMs = 100;
  expect(passing(5)).toBe(1);
  nowMs = 60_000;
  expect(passing(5)).toBe(3);
});
