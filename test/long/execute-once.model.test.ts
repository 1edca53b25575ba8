// The lifecycle's model, ten thousand times: see test/commands/execute-once.model.test.ts.
import { expect, test } from "@jest/globals";
import { firstProblem } from "../commands/model/first-problem.ts";
import * as parts from "../commands/model/lifecycle-parts.ts";

const runs = 10_000;

test(`holds in ${runs} random runs`, async () => {
  const { deaths, steps, report } = await firstProblem(parts, 1_000, runs);
  console.log(`${runs} runs: ${steps} outside steps, ${deaths} workers died`);
  expect(report).toEqual([]);
}, 1_800_000);
