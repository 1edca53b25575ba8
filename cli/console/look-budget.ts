// How much of an account's rate a console may use for looking: two parts in a hundred of it, in every window that WTS counts.
import type { RateLimits } from "../../lib/wts/wts-config.ts";

interface BudgetWindow {
  readonly requests: number;
  readonly windowMs: number;
}

const lookShare = 0.02;

export interface LookBudget {
  /** Epoch milliseconds at which the next may be taken, by when those before it were; `before` others go first. */
  freeAt(now: number, before?: number): number;
  /** One is taken now. */
  take(now: number): void;
}

/** Of a small account it is one call a window, or nobody could ever look. */
export const lookBudget = ({ share, sustained, burst }: RateLimits): LookBudget => {
  const windows = [sustained, burst].map(
    ({ requests, windowMs }): BudgetWindow => ({
      requests: Math.max(1, Math.floor(requests * share * lookShare)),
      windowMs,
    }),
  );
  const most = Math.max(...windows.map(({ requests }) => requests));
  let taken: readonly number[] = [];

  const nextAfter = (times: readonly number[], now: number): number =>
    Math.max(
      now,
      ...windows.map(({ requests, windowMs }) => (times.at(-requests) ?? Number.NEGATIVE_INFINITY) + windowMs),
    );

  return {
    freeAt: (now, before = 0) => {
      // A clock that was put back must not make anybody wait for the time that it was wrong by.
      taken = taken.map((time) => Math.min(time, now));
      let times = taken;
      for (let ahead = 0; ahead < before; ahead += 1) times = [...times, nextAfter(times, now)].slice(-most);
      return nextAfter(times, now);
    },
    take: (now) => {
      taken = [...taken, now].slice(-most);
    },
  };
};
