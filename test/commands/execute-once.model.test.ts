// Any interleaving of workers, deaths before and after each outside step, leases that ran out, clocks apart by seconds, a table and a
// bus that fail or lose their answers: nothing is applied twice, lost, overwritten by something older, untold, or never given back.
import { expect, test } from "@jest/globals";
import { firstProblem } from "./model/first-problem.ts";
import * as parts from "./model/lifecycle-parts.ts";

test("holds in 300 random runs", async () => {
  const { deaths, report } = await firstProblem(parts, 1, 300);
  expect(report).toEqual([]);
  expect(deaths).toBeGreaterThan(100);
});
