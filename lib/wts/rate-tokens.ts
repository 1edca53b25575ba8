// Takes the tokens of one invocation's calls from the account's limiter, or from what was reserved for a batch.
import type { Clock, TimeBox } from "../runtime/clock.ts";
import type { RateTokens } from "./caller.ts";
import type { Priority } from "./rate-limit/priority.ts";
import type { RateLimiter } from "./rate-limit/rate-limiter.ts";
import type { Reservation } from "./rate-limit/reservation.ts";

export interface WtsUse {
  priority: Priority;
  /** The callers' client whose part of the rate it is. */
  client?: string;
  timeBox: TimeBox;
  /** How long one attempt may wait for its token. */
  tokenWaitMs: number;
  /** How long the first of them may wait: as long as the others, unless whoever asks has something better to do meanwhile. */
  firstTokenWaitMs?: number;
  /** So many calls are about to be made in a row: their tokens may be taken together. */
  expectedCalls?: number;
  /** So long after a call has begun it is tried again, rather than by whoever asks coming again: without it, as long as there is time. */
  retryForMs?: number;
  /** Tokens that were taken beforehand, for a batch. */
  reservation?: Reservation;
}

export const rateTokens = (
  limiter: RateLimiter,
  { priority, client, timeBox, tokenWaitMs, firstTokenWaitMs = tokenWaitMs, expectedCalls = 1, reservation }: WtsUse,
  clock: Pick<Clock, "now">,
): RateTokens => {
  let callsLeft = expectedCalls;
  let waitMs = firstTokenWaitMs;
  return {
    take: async () => {
      const startBy = Math.min(timeBox.startBy, clock.now() + waitMs);
      const expected = Math.max(1, callsLeft);
      callsLeft -= 1;
      await (reservation
        ? reservation.take({ startBy })
        : limiter.take(priority, { startBy, client, expectedCalls: expected }));
      waitMs = tokenWaitMs;
    },
    pause: (durationMs) => limiter.pause(durationMs),
  };
};
