// What counts as far more than usual.
import { expect, test } from "@jest/globals";
import { breakerLimit } from "../../../lib/auto-close/rules/breaker-limit.ts";

const rules = { breakerFactor: 3, breakerFloor: 20 };

test.each([
  [[], 20],
  [[1, 2, 3], 20],
  // The middle one of 5, 8 and 100 is 8, and 3 x 8 = 24.
  [[100, 8, 5], 24],
  // The middle lies between 8 and 9, and 3 x 8.5 = 25.5.
  [[9, 8, 100, 1], 25],
  [[100, 100, 100, 0.5], 300],
])("after runs that closed %p a run may close %d", (recent, limit) => {
  expect(breakerLimit(recent, rules)).toBe(limit);
});
