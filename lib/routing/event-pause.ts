// Says for how long an event is hidden that could not be dealt with: soon enough for its tokens, and seldom enough for SQS, which counts.
import { maxReceiveCount, retryAfter } from "../commands/queue/retry-later.ts";
import type { Fault } from "../core/faults.ts";
import { isRateLimit } from "../wts/choose-fault.ts";

/** Nobody books time for an event, as commands do: it comes back this soon, so that it gets its part of the tokens. */
const tokenPauseMs = 60_000;
/** The first pauses are shorter, and what makes a function crash is a receive, too. */
const receivesUsed = 0.8;

/** Answers milliseconds. */
export const eventPauseMs = (
  fault: Fault,
  receiveCount: number,
  config: { longestPauseMs: number; giveUpAfterMs: number },
  random: () => number,
): number => {
  const { dueInMs } = retryAfter(fault, receiveCount, config, random);
  const longestTokenPauseMs = Math.max(tokenPauseMs, config.giveUpAfterMs / (receivesUsed * maxReceiveCount));
  return Math.min(dueInMs, isRateLimit(fault) ? longestTokenPauseMs : config.longestPauseMs);
};
