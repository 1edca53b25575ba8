// Everybody asks for all they can get: what each of them gets of the rate, in virtual time.
import type { Log } from "../../../lib/runtime/log.ts";
import type { Priority } from "../../../lib/wts/rate-limit/priority.ts";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { rateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import { memoryTable } from "./memory-table.ts";
import { ascending, mostInOneWindow } from "./sliding-window.ts";
import { virtualTime } from "./virtual-time.ts";

export interface Asking {
  readonly name: string;
  readonly priority: Priority;
  readonly client?: string;
  /** Each is a process of its own. */
  readonly loops: number;
  /** How many windows have passed when they begin. */
  readonly after?: number;
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
export const wtsLimits = {
  share: 0.8,
  sustained: { requests: 1000, windowMs: 300_000 },
  burst: { requests: 200, windowMs: 5_000 },
};
const patienceMs: Readonly<Record<Priority, number>> = { caller: 5_000, queue: 20_000, background: 600_000 };
/** A caller who was refused comes again a little later, whatever it was told. */
const comesAgainMs: Readonly<Record<Priority, number>> = { caller: 250, queue: 20_000, background: 1 };

/** Answers each one's part of the allowed rate, over the windows after the first `settled`. */
export const underPressure = async (askings: readonly Asking[], { windows = 6, settled = 1, seed = 7 } = {}) => {
  const time = virtualTime(seed);
  const { clock } = time;
  const table = memoryTable(clock);
  const start = clock.now();
  const { windowMs } = wtsLimits.sustained;
  const calls = askings.map((): number[] => []);
  const loop = async ({ priority, client, after = 0 }: Asking, called: number[]): Promise<void> => {
    const limiter = rateLimiter({ table, account: "default", limits: wtsLimits, clock, log: silent });
    await clock.sleep(1 + after * windowMs + clock.random() * 100);
    for (;;) {
      const startBy = clock.now() + patienceMs[priority];
      const isGranted = await limiter.take(priority, { startBy, ...(client !== undefined && { client }) }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof RateLimited) return false;
          throw error;
        },
      );
      if (isGranted) called.push(clock.now());
      await clock.sleep(isGranted ? 20 + clock.random() * 60 : comesAgainMs[priority] * (1 + clock.random()));
    }
  };
  for (const [index, asking] of askings.entries())
    for (let loops = 0; loops < asking.loops; loops += 1) void loop(asking, calls[index] ?? []);
  await time.pass(windows * windowMs);
  const allowed = wtsLimits.sustained.requests * wtsLimits.share * (windows - settled);
  const counted = (called: readonly number[]): number => called.filter((at) => at >= start + settled * windowMs).length;
  const all = ascending(calls.flat());
  return {
    parts: Object.fromEntries(askings.map(({ name }, index) => [name, counted(calls[index] ?? []) / allowed])),
    used: counted([...all]) / allowed,
    mostSustained: mostInOneWindow(all, windowMs),
    mostBurst: mostInOneWindow(all, wtsLimits.burst.windowMs),
    writesPerCall: table.counted.writes / all.length,
    readsPerCall: table.counted.reads / all.length,
  };
};
