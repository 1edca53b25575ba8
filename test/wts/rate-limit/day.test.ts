// A day of mixed load in virtual time: not one call over the limits, and hardly one less than they allow.
import { expect, test } from "@jest/globals";
import { runMixedLoad } from "./mixed-load.ts";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

test("a day of background work, webhook bursts, callers, batches and 429s stays inside both windows and uses 95 % while work waits", async () => {
  const limits = {
    share: 0.8,
    sustained: { requests: 1000, windowMs: 300_000 },
    burst: { requests: 200, windowMs: 5_000 },
  };
  const day = await runMixedLoad({ seed, hours: 24, limits, batchesPerHour: 1 });
  console.info(`SEED=${seed} ${JSON.stringify(day)}`);
  expect(day.calls).toBeGreaterThan(90_000);
  expect(day.mostSustained).toBeLessThanOrEqual(800);
  expect(day.mostBurst).toBeLessThanOrEqual(160);
  expect(day.usedShare).toBeGreaterThanOrEqual(0.95);
});
