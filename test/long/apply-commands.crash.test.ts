// The long form: 2,000 commands, kills all the way, everything restarted four times on the same data.
import { expect, test } from "@jest/globals";
import { crashRun } from "../support/crash-run.ts";
import { anySeed } from "../support/seeded-chance.ts";

test("2,000 commands survive kills and four restarts of everything", async () => {
  const seed = anySeed();
  const run = await crashRun({
    ...{ commands: 2_000, sessions: 200, seed, restarts: 4, limitMs: 900_000 },
    kills: { everyMs: 800, most: 300 },
  });
  console.log(`seed ${seed}: ${JSON.stringify(run)}`);
  expect(run.problems).toEqual([]);
  expect(run.otherwiseParked).toBe(0);
}, 1_200_000);
