// How a queue message comes again: a worker throws RetryLater, and the message is hidden for that long.

export class RetryLater extends Error {
  override readonly name = "RetryLater";
  readonly dueInMs: number;
  /** Somebody else is at work, who may be done long before the lease ends. */
  readonly busy: boolean;

  constructor(dueInMs: number, busy = false) {
    super("retry later");
    this.dueInMs = dueInMs;
    this.busy = busy;
  }
}

/** Milliseconds; half of it is chance, but the pause is never near zero: a crowd that comes back at once is what failed before. */
export const retryPauseMs = (
  receiveCount: number,
  { longestPauseMs }: { longestPauseMs: number },
  random: () => number,
): number => Math.min(longestPauseMs, 1_000 * 2 ** Math.min(receiveCount, 20)) * (0.5 + random() / 2);
