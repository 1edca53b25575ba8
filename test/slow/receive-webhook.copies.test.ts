// Deliveries in no order and several times, while a fifth of all requests to WTS fails: every session ends as it should.
import { expect, test } from "@jest/globals";
import { badWts } from "../support/bad-wts.ts";
import { deliveryRun } from "../support/delivery-run.ts";
import { anySeed } from "../support/seeded-chance.ts";

test("60 deliveries, each sent up to five times in no order, leave every session as the latest of each sender says", async () => {
  const seed = anySeed();
  const run = await deliveryRun({
    deliveries: 60,
    sessions: 15,
    mostCopies: 5,
    seed,
    limitMs: 290_000,
    wtsFaults: badWts,
  });
  console.log(`seed ${seed}: ${JSON.stringify({ ...run, problems: run.problems.length })}`);
  expect(run.problems.slice(0, 20)).toEqual([]);
  expect(run.otherwiseParked).toBe(0);
  expect(run.taken).toBeGreaterThan(60);
});
