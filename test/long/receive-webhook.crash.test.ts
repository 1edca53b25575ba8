// The long form: 2,000 deliveries over HTTP, kills all the way, everything restarted four times on the same data.
import { expect, test } from "@jest/globals";
import { deliveryRun } from "../support/delivery-run.ts";
import { anySeed } from "../support/seeded-chance.ts";

test("2,000 deliveries that were taken survive kills and four restarts of everything", async () => {
  const seed = anySeed();
  const run = await deliveryRun({
    deliveries: 2_000,
    sessions: 300,
    mostCopies: 1,
    seed,
    limitMs: 1_700_000,
    crashes: { restarts: 4, kills: { everyMs: 600, most: 200 } },
  });
  console.log(`seed ${seed}: ${JSON.stringify({ ...run, problems: run.problems.length })}`);
  expect(run.problems.slice(0, 20)).toEqual([]);
  expect(run.otherwiseParked).toBe(0);
  expect(run.taken).toBe(2_000);
  // The last restart finds most of them in the queue: that is what others lose.
  expect(run.waitingAtRestarts.at(-1)).toBeGreaterThan(500);
}, 1_800_000);
