// A day at a busy customer's: background work that takes all it can, webhooks in bursts, callers, batches, and 429s.
import type { Log } from "../../../lib/runtime/log.ts";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { type RateLimiter, rateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import type { RateLimits } from "../../../lib/wts/wts-config.ts";
import { memoryTable } from "./memory-table.ts";
import { ascending, mostInOneWindow } from "./sliding-window.ts";
import { virtualTime } from "./virtual-time.ts";

export interface MixedLoad {
  readonly seed: number;
  readonly hours: number;
  readonly limits: RateLimits;
  /** Each is of 100 commands. */
  readonly batchesPerHour: number;
}

export interface MixedLoadResult {
  readonly calls: number;
  readonly mostSustained: number;
  readonly mostBurst: number;
  /** The share of the allowed rate that was used while the background had work and nobody was paused. */
  readonly usedShare: number;
  readonly refused: Readonly<Record<"caller" | "batch" | "queue" | "background", number>>;
  readonly waitMs: Readonly<Record<"caller" | "batch" | "queue", Percentiles>>;
  readonly writesPerCall: number;
  readonly readsPerCall: number;
}

interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

const percentiles = (waits: readonly number[]): Percentiles => {
  const sorted = ascending(waits);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), longest: at(1) };
};

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
const hourMs = 3_600_000;

export const runMixedLoad = async ({ seed, hours, limits, batchesPerHour }: MixedLoad): Promise<MixedLoadResult> => {
  const time = virtualTime(seed);
  const { clock } = time;
  const table = memoryTable(clock);
  const start = clock.now();
  const end = start + hours * hourMs;
  const process = (): RateLimiter => rateLimiter({ table, account: "default", limits, clock, log: silent });

  const arrivals: number[] = [];
  const paused: { from: number; until: number }[] = [];
  const waits: Record<"caller" | "batch" | "queue", number[]> = { caller: [], batch: [], queue: [] };
  const refused = { caller: 0, batch: 0, queue: 0, background: 0 };

  const between = (least: number, most: number): number => least + clock.random() * (most - least);
  const untilNext = (perSecond: number): number => (-Math.log(1 - clock.random()) * 1000) / perSecond;
  const callWts = async (): Promise<void> => {
    await clock.sleep(between(5, 65));
    arrivals.push(clock.now());
    await clock.sleep(between(75, 265));
  };
  const ifGranted = async (kind: keyof typeof refused, wait: Promise<void>): Promise<boolean> => {
    try {
      await wait;
      return true;
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error;
      refused[kind] += 1;
      return false;
    }
  };

  /** Background work lasts for the whole of every third hour. */
  const runsWork = (at: number): boolean => Math.floor((at - start) / hourMs) % 3 === 0;
  const backgroundWork = async (limiter: RateLimiter): Promise<void> => {
    while (clock.now() < end) {
      if (!runsWork(clock.now())) await clock.sleep(hourMs - ((clock.now() - start) % hourMs));
      else if (await ifGranted("background", limiter.take("background", { startBy: clock.now() + 600_000 })))
        await callWts();
    }
  };

  const caller = async (limiter: RateLimiter): Promise<void> => {
    const asked = clock.now();
    if (!(await ifGranted("caller", limiter.take("caller", { startBy: asked + 5_000 })))) return;
    waits.caller.push(clock.now() - asked);
    await callWts();
  };
  /** Comes back to the queue until it is granted a token. */
  const webhook = async (limiter: RateLimiter): Promise<void> => {
    const asked = clock.now();
    while (!(await ifGranted("queue", limiter.take("queue", { startBy: clock.now() + 20_000 }))))
      await clock.sleep(between(20_000, 40_000));
    waits.queue.push(clock.now() - asked);
    await callWts();
  };
  const arriving = async (perSecond: (at: number) => number, arrive: () => Promise<void>): Promise<void> => {
    while (clock.now() < end) {
      await clock.sleep(untilNext(perSecond(clock.now())));
      void arrive();
    }
  };

  const batch = async (limiter: RateLimiter): Promise<void> => {
    const asked = clock.now();
    const granted = await limiter.reserve(100, { startBy: asked + 10_000 }).catch((error: unknown) => {
      if (!(error instanceof RateLimited)) throw error;
      refused.batch += 1;
      return error;
    });
    if (granted instanceof RateLimited) {
      await clock.sleep(granted.retryAfterSeconds * 1000);
      return batch(limiter);
    }
    waits.batch.push(clock.now() - asked);
    let left = 100;
    const worker = async (): Promise<void> => {
      for (; left > 0; ) {
        left -= 1;
        if (await ifGranted("caller", granted.take({ startBy: clock.now() + 5_000 }))) await callWts();
      }
    };
    await Promise.all(Array.from({ length: 10 }, worker));
    await granted.release();
  };
  const batches = async (limiter: RateLimiter): Promise<void> => {
    while (clock.now() < end) {
      await clock.sleep((between(0.5, 1.5) * hourMs) / batchesPerHour);
      await batch(limiter);
    }
  };

  const pauses = async (limiter: RateLimiter): Promise<void> => {
    for (;;) {
      await clock.sleep(between(1, 5) * hourMs);
      const durationMs = between(5_000, 60_000);
      paused.push({ from: clock.now(), until: clock.now() + durationMs });
      await limiter.pause(durationMs);
    }
  };

  const runners = [process(), process()];
  for (const limiter of runners) for (let loop = 0; loop < 6; loop += 1) void backgroundWork(limiter);
  const [worker, gateway, other] = [process(), process(), process()];
  // Half a minute in twenty, twice as many webhooks as the account can take at all.
  void arriving(
    (at) => ((at - start) % 1_200_000 < 30_000 ? 6 : 0.3),
    () => webhook(worker),
  );
  void arriving(
    () => 0.1,
    () => caller(gateway),
  );
  if (batchesPerHour > 0) void batches(other);
  void pauses(gateway);
  await time.pass(hours * hourMs);

  const sorted = ascending(arrivals);
  const isPaused = (at: number): boolean => paused.some(({ from, until }) => at >= from && at < until);
  const worked = (at: number): boolean => runsWork(at) && !isPaused(at);
  let workedSeconds = 0;
  for (let at = start; at < end; at += 1000) if (worked(at)) workedSeconds += 1;
  const used = sorted.reduce((count, at) => count + (worked(at) ? 1 : 0), 0);
  const allowed = (Math.floor(limits.sustained.requests * limits.share) / limits.sustained.windowMs) * 1000;
  return {
    calls: sorted.length,
    mostSustained: mostInOneWindow(sorted, limits.sustained.windowMs),
    mostBurst: mostInOneWindow(sorted, limits.burst.windowMs),
    usedShare: used / (allowed * workedSeconds),
    refused,
    waitMs: {
      caller: percentiles(waits.caller),
      batch: percentiles(waits.batch),
      queue: percentiles(waits.queue),
    },
    writesPerCall: table.counted.writes / sorted.length,
    readsPerCall: table.counted.reads / sorted.length,
  };
};
