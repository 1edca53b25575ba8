// Counts the requests of an account as WTS does, in two sliding windows at once; a request has to fit both.

export interface Limit {
  requests: number;
  windowMs: number;
}
interface Limits {
  sustained: Limit;
  burst: Limit;
  enabled: boolean;
}

export interface Limiter {
  /** How long the caller would have to wait; 0 says that the request now counts in both windows. */
  takeMs(): number;
  limits(): Limits;
  configure(changes: Partial<Limits>): void;
  clear(): void;
}

const publishedLimits: Limits = {
  sustained: { requests: 1_000, windowMs: 300_000 },
  burst: { requests: 200, windowMs: 5_000 },
  enabled: true,
};

/** It counts in real time and never by the stand-in's clock: a frozen clock must not freeze the quota. */
export const limiter = (nowMs: () => number = () => performance.now()): Limiter => {
  let limits = publishedLimits;
  let taken: number[] = [];

  const waitMs = (limit: Limit, now: number): number => {
    if (limit.requests < 1) return limit.windowMs;
    const oldestThatCounts = taken.at(-limit.requests);
    return oldestThatCounts === undefined ? 0 : Math.max(0, oldestThatCounts + limit.windowMs - now);
  };

  return {
    takeMs: () => {
      if (!limits.enabled) return 0;
      const now = nowMs();
      const wait = Math.max(waitMs(limits.sustained, now), waitMs(limits.burst, now));
      if (wait > 0) return wait;
      taken.push(now);
      const needed = Math.max(limits.sustained.requests, limits.burst.requests);
      if (taken.length > needed * 2) taken = taken.slice(-needed);
      return 0;
    },
    limits: () => limits,
    configure: (changes) => {
      limits = { ...limits, ...changes };
    },
    clear: () => {
      limits = publishedLimits;
      taken = [];
    },
  };
};
