// Has a queue message come again later: its worker throws RetryLater, and it is hidden for that long.
import type { Fault } from "../../core/faults.ts";
import { isRateLimit } from "../../wts/choose-fault.ts";

/**
 * - `busy`: somebody else is at work, who may be done long before the lease ends.
 * - `no-token`: the account's rate limit had nothing for it.
 * - `resting`: its source has just taken a worker for long.
 */
type RetryReason = "busy" | "no-token" | "resting" | "failed";

export class RetryLater extends Error {
  override readonly name = "RetryLater";
  readonly dueInMs: number;
  readonly reason: RetryReason;

  constructor(dueInMs: number, reason: RetryReason = "failed") {
    super("retry later");
    this.dueInMs = dueInMs;
    this.reason = reason;
  }
}

/** Answers milliseconds. Half of the pause is chance, but it is never near zero: a crowd that comes back at once is what failed before. */
export const retryPauseMs = (
  receiveCount: number,
  { longestPauseMs }: { longestPauseMs: number },
  random: () => number,
): number => Math.min(longestPauseMs, 1_000 * 2 ** Math.min(receiveCount, 20)) * (0.5 + random() / 2);

/** `leastMs` is how long the failure itself asks to wait. */
export const retryAfter = (
  fault: Fault,
  receiveCount: number,
  config: { longestPauseMs: number },
  random: () => number,
): RetryLater => {
  const pauseMs = Math.max(retryPauseMs(receiveCount, config, random), (fault.retryAfterSeconds ?? 0) * 1000);
  return new RetryLater(pauseMs, isRateLimit(fault) ? "no-token" : "failed");
};

/**
 * So long a message waits, within its invocation, for the first token of its work. Whoever waits keeps others from being worked
 * on; one that was hidden until its time waits somewhat longer, since SQS and the limiter do not count the same seconds.
 */
export const firstTokenWaitMs = (receiveCount: number): number => (receiveCount > 1 ? 2_000 : 500);

/**
 * So long after a call has begun the worker tries it again itself. Whoever sleeps through a pause of WTS's, or through one
 * timeout after the other, keeps other accounts from being worked on, while a message can be hidden for as long as it takes.
 */
export const retryForMs = 3_000;

/** SQS moves away what was received more often, and nobody publishes an outcome of it. serverless.yml says the same number. */
export const maxReceiveCount = 1_000;

/** So long a message of a paused account is left alone; whoever resumes the account does not wait longer for it. */
export const pausedWaitMs = 300_000;

/** The commands of a paused account can wait for so long: each look at one of them is a receive, too. */
export const longestPausedMs = ({ longestPauseMs }: { longestPauseMs: number }): number =>
  maxReceiveCount * Math.min(pausedWaitMs, longestPauseMs);
