// Has a queue message come again later: its worker throws RetryLater, and it is hidden for that long.

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

/** Answers milliseconds. Half of the pause is chance, but it is never near zero: a crowd that comes back at once is what failed before. */
export const retryPauseMs = (
  receiveCount: number,
  { longestPauseMs }: { longestPauseMs: number },
  random: () => number,
): number => Math.min(longestPauseMs, 1_000 * 2 ** Math.min(receiveCount, 20)) * (0.5 + random() / 2);
