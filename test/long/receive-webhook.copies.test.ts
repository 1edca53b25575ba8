// The long form: 10,000 deliveries, up to five times each and in no order, while a fifth of all requests to WTS fails.
import { expect, test } from "@jest/globals";
import { badWts } from "../support/bad-wts.ts";
import { deliveryRun } from "../support/delivery-run.ts";
import { anySeed } from "../support/seeded-chance.ts";

test("10,000 deliveries, each sent up to five times in no order, leave every session as the latest of each sender says", async () => {
  const seed = anySeed();
  const run = await deliveryRun({
    deliveries: 10_000,
    sessions: 1_000,
    mostCopies: 5,
    seed,
    limitMs: 3_500_000,
    wtsFaults: badWts,
  });
  console.log(`seed ${seed}: ${JSON.stringify({ ...run, problems: run.problems.length })}`);
  expect(run.problems.slice(0, 20)).toEqual([]);
  expect(run.otherwiseParked).toBe(0);
}, 3_600_000);
