// Functions killed at random, then everything at once: every command is applied, in order, and no note twice.
import { expect, test } from "@jest/globals";
import { crashRun } from "../support/crash-run.ts";
import { anySeed } from "../support/seeded-chance.ts";

test("100 commands survive kills and a restart of everything", async () => {
  const seed = anySeed();
  const run = await crashRun({
    ...{ commands: 100, sessions: 12, seed, restarts: 1, limitMs: 290_000 },
    kills: { everyMs: 800, most: 5 },
  });
  console.log(`seed ${seed}: ${JSON.stringify(run)}`);
  expect(run.problems).toEqual([]);
  expect(run.otherwiseParked).toBe(0);
  expect(run.kills).toBeGreaterThan(0);
});
