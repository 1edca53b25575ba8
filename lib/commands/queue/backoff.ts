// How long a message waits after a failure.
import type { QueueConfig } from "./queue-config.ts";

/** Grows to five minutes; jittered, but never near zero: a crowd that comes back at once is what failed before. */
export const backoffMs = (receiveCount: number, { longestPauseMs }: QueueConfig, random: () => number): number =>
  Math.min(longestPauseMs, 1_000 * 2 ** Math.min(receiveCount, 20)) * (0.5 + random() / 2);
