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

/** SQS moves away what was received more often, and nobody publishes an outcome of it. serverless.yml says the same number. */
export const maxReceiveCount = 1_000;

/** So long a message of a paused account is left alone; whoever resumes the account does not wait longer for it. */
export const pausedWaitMs = 300_000;

/** The commands of a paused account can wait for so long: each look at one of them is a receive, too. */
export const longestPausedMs = ({ longestPauseMs }: { longestPauseMs: number }): number =>
  maxReceiveCount * Math.min(pausedWaitMs, longestPauseMs);
