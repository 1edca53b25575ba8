// Has an account rest for which WTS held up the worker and failed: it gets a part of its time, not all of it.
import type { QueueItem } from "../../core/queue/queue-item.ts";
import type { Clock } from "../../runtime/clock.ts";

export interface Resting {
  /** Answers for how many milliseconds the item is not to be tried. A delivery does not ask WTS. */
  leftMs(item: QueueItem): number;
  /** Work on the item failed that had begun then. */
  noteFailure(item: QueueItem, beganMs: number): void;
}

/** Who fails sooner than this holds up nobody: a token's wait, for which there is a booking, is shorter. */
const heldUpMs = 2_500;
/** So many times as long as it held up this process it rests, and up to twice that: all processes have begun with it at once. */
const restShare = 4;

export const resting = ({ now, random }: Pick<Clock, "now" | "random">): Resting => {
  const untilMs = new Map<string, number>();
  return {
    leftMs: ({ kind, account }) => (kind === "delivery" ? 0 : Math.max(0, (untilMs.get(account) ?? 0) - now())),
    noteFailure: ({ kind, account }, beganMs) => {
      const heldMs = now() - beganMs;
      if (kind !== "delivery" && heldMs >= heldUpMs) untilMs.set(account, now() + heldMs * restShare * (1 + random()));
    },
  };
};
