// Lets so many through a second, and so many at once, as API Gateway does for a route.

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Answers whether one more may pass. */
export const tokenBucket = ({ ratePerSecond, burst }: Throttle, now: () => number): (() => boolean) => {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const nowMs = now();
    tokens = Math.min(burst, tokens + ((nowMs - filledAt) / 1_000) * ratePerSecond);
    filledAt = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};
