// Functions killed at random while senders post, then everything at once: what was answered 2xx is applied, and once.
import { expect, test } from "@jest/globals";
import { deliveryRun } from "../support/delivery-run.ts";
import { anySeed } from "../support/seeded-chance.ts";

test("120 deliveries that were taken survive kills and a restart of everything", async () => {
  const seed = anySeed();
  const run = await deliveryRun({
    deliveries: 120,
    sessions: 24,
    mostCopies: 1,
    seed,
    limitMs: 290_000,
    crashes: { restarts: 1, kills: { everyMs: 400, most: 8 } },
  });
  console.log(`seed ${seed}: ${JSON.stringify({ ...run, problems: run.problems.length })}`);
  expect(run.problems.slice(0, 20)).toEqual([]);
  expect(run.otherwiseParked).toBe(0);
  expect(run.kills).toBeGreaterThan(0);
});
