// A configuration in which leases end and pauses pass within seconds, and no rate limit slows anything.

export const impatient = {
  wts: { timeoutMs: 2_000 },
  limits: {
    share: 1,
    sustained: { requests: 1_000_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  queue: { leaseMs: 3_000, longestPauseMs: 2_000 },
};
