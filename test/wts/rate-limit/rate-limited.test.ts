// What somebody reads who is refused.
import { expect, test } from "@jest/globals";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";

test.each([
  [1, 1],
  [1_000, 1],
  [1_001, 2],
  [-5, 1],
])("after %d ms it says to ask again in %d s", (waitMs, seconds) => {
  expect(new RateLimited(waitMs, "limit")).toMatchObject({
    name: "RateLimited",
    reason: "limit",
    retryAfterSeconds: seconds,
    message: `the account's rate limit has nothing free in time; ask again in ${seconds} s`,
  });
});

test("it says when it is the table that is to blame", () => {
  expect(new RateLimited(4_000, "table")).toMatchObject({
    reason: "table",
    message: "the table of the rate limits does not answer; ask again in 4 s",
  });
});
