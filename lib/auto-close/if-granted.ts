// Waits a while where the account's rate has nothing free, instead of failing.

import { Fault } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
import { RateLimited } from "../wts/rate-limit/rate-limited.ts";
import { isRateLimit } from "./run-command.ts";

/** Whoever waits longer would not notice that its lease is over. */
const longestPauseMs = 15_000;

const waitSecondsOf = (error: unknown): number | undefined =>
  error instanceof RateLimited || (error instanceof Fault && isRateLimit(error)) ? error.retryAfterSeconds : undefined;

/** Undefined when there was no token in time; it has been waited for then. */
export const ifGranted = async <Answer>(
  clock: Pick<Clock, "sleep">,
  work: () => Promise<Answer>,
): Promise<Answer | undefined> => {
  try {
    return await work();
  } catch (error) {
    const waitSeconds = waitSecondsOf(error);
    if (waitSeconds === undefined) throw error;
    await clock.sleep(Math.min(longestPauseMs, waitSeconds * 1_000));
    return undefined;
  }
};
