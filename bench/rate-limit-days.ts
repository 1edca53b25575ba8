// Prints what days of mixed load make of the rate limit: node bench/rate-limit-days.ts [seeds]
import { runMixedLoad } from "../test/wts/rate-limit/mixed-load.ts";

const seeds = Number(process.argv[2] ?? 2);
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

for (const share of [1, 0.8, 0.5])
  for (const batchesPerHour of [0, 1, 4])
    for (let seed = 1; seed <= seeds; seed += 1) {
      const limits = {
        share,
        sustained: { requests: 1000, windowMs: 300_000 },
        burst: { requests: 200, windowMs: 5_000 },
      };
      const day = await runMixedLoad({ seed, hours: 24, limits, batchesPerHour });
      const waits = Object.entries(day.waitMs).map(
        ([kind, { p50, p99, longest }]) => `${kind} ${p50}/${p99}/${longest}`,
      );
      console.log(
        [
          `share ${share}, ${batchesPerHour} batches an hour, seed ${seed}: ${day.calls} calls`,
          `fullest windows ${day.mostSustained} of ${1000 * share} and ${day.mostBurst} of ${200 * share}`,
          `used ${percent(day.usedShare)}`,
          `waits in ms (p50/p99/longest) ${waits.join(", ")}`,
          `a call costs ${day.writesPerCall.toFixed(2)} writes, ${day.readsPerCall.toFixed(2)} reads`,
        ].join("; "),
      );
    }
