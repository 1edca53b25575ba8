// A configuration in which leases end and pauses pass within seconds, and no rate limit slows anything.

export const impatient = {
  wts: { timeoutMs: 2_000 },
  limits: {
    share: 1,
    sustained: { requests: 1_000_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  // So short pauses use up what SQS allows in less than the default: after 22 minutes a command is given up, longer than any has to wait in a run.
  queue: { leaseMs: 3_000, longestPauseMs: 2_000, giveUpAfterMs: 1_350_000 },
};
