// Everything killed at once, with the time limits of the package: what was under way comes to its end soon, and nothing goes out twice.
import { expect, test } from "@jest/globals";
import { recoveryRun } from "../support/recovery-run.ts";

const longestSeconds = 120;
/** What takes longer than it may is waited for all the same, so that it is known how long. */
const limitMs = 480_000;

test("what was under way when everything was killed is done two minutes later, and nothing twice", async () => {
  const { seconds, allSeconds, problems } = await recoveryRun(limitMs);
  const lines = seconds.map((each) => `${String(each.seconds ?? "never").padStart(6)} s  ${each.name}`);
  console.info(
    `until it had come to its end after the kill:\n${lines.join("\n")}\n${allSeconds ?? "never"} s: everything`,
  );
  expect(problems).toEqual([]);
  expect(allSeconds).toBeLessThanOrEqual(longestSeconds);
}, 600_000);
