// Functions killed at random, then everything at once: every command is applied, in order, and no note twice.
import { expect, test } from "@jest/globals";
import { crashRun } from "../support/crash-run.ts";

test("200 commands survive kills and a restart of everything", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const run = await crashRun({ commands: 200, sessions: 20, seed, restarts: 1, killEveryMs: 800, limitMs: 100_000 });
  console.log(`seed ${seed}: ${JSON.stringify(run)}`);
  expect(run.problems).toEqual([]);
  expect(run.otherwiseParked).toBe(0);
  expect(run.kills).toBeGreaterThan(0);
}, 120_000);
