// Shapes the part `queue` of hooks.config.ts: how long a queued command is tried and kept, within what SQS and Lambda allow.
import * as z from "zod/mini";
import { part, positive, type ReportProblem, rule } from "../../core/config-shape.ts";
import { maxReceiveCount } from "./retry-later.ts";

/** SQS deletes what is older. serverless.yml says the same number. */
export const retentionMs = 14 * 86_400_000;
const dayMs = 86_400_000;

/**
 * The largest `giveUpAfterMs` with which apply-commands gives up before SQS does.
 *
 * A pause is half to all of `longestPauseMs`, so three quarters of it on average; over hundreds of pauses, chance moves
 * their sum by less than 1 %. A tenth of the receives is left for those that follow each other faster: the first pauses
 * are still growing, and a command whose session is busy comes again when that may be free. With the default pauses:
 *
 *     0.9 × 1,000 receives × 0.75 × 300 s = 202,500 s, some 56 hours
 *
 * However long the pauses are, a command is given up a day before SQS deletes it.
 */
const largestGiveUpMs = (longestPauseMs: number): number =>
  Math.min(Math.floor(0.9 * maxReceiveCount * 0.75 * longestPauseMs), retentionMs - dayMs);

const giveUpInTime = (value: unknown, report: ReportProblem): void => {
  const { giveUpAfterMs, longestPauseMs } = Object(value);
  // What is no pause has a problem of its own, and says nothing about this one.
  if (!(typeof longestPauseMs === "number" && longestPauseMs > 0)) return;
  const largest = largestGiveUpMs(longestPauseMs);
  if (giveUpAfterMs > largest)
    report(
      ["giveUpAfterMs"],
      `must be at most ${largest} milliseconds where longestPauseMs is ${longestPauseMs}, and is ${giveUpAfterMs}: after ${maxReceiveCount} receives SQS moves a command away, and nobody would hear of it; lower it, or raise longestPauseMs`,
    );
};

const within = (least: number, most: number, why: string) => {
  const error = ({ input }: { input?: unknown }): string =>
    `must be ${least} to ${most} milliseconds, and is ${input}: ${why}`;
  return positive("milliseconds").check(z.gte(least, { error }), z.lte(most, { error }));
};

export const queueShape = part({
  giveUpAfterMs: z._default(positive("milliseconds"), 43_200_000),
  deniedForMs: z._default(positive("milliseconds"), 900_000),
  longestPauseMs: z._default(within(1_000, 43_200_000, "SQS hides no message for longer"), 300_000),
  leaseMs: z._default(within(1_000, 900_000, "no function of Lambda runs for longer"), 45_000),
  tokenWaitMs: z._default(within(1, 60_000, "apply-commands itself has no more time"), 20_000),
}).check(rule(giveUpInTime));

export type QueueConfig = z.output<typeof queueShape>;
