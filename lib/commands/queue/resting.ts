// Has an account rest that held up the worker, for WTS or for tokens that nobody had counted: it gets a part of its time, not all of it.
import type { QueueItem } from "../../core/queue/queue-item.ts";
import type { Clock } from "../../runtime/clock.ts";

export interface Resting {
  /** Answers for how many milliseconds the item is not to be tried. A delivery does not ask WTS. */
  leftMs(item: QueueItem): number;
  /** Work on the item failed that had begun then. */
  noteFailure(item: QueueItem, beganMs: number): void;
  /** Work on the item that had begun then came to an end, or found no token in the middle. */
  noteEnd(item: QueueItem, beganMs: number): void;
}

/** Who fails sooner than this holds up nobody: a token's wait, for which there is a booking, is shorter. */
const heldUpMs = 2_500;
/** So many times as long as it held up this process it rests, and up to twice that: all processes have begun with it at once. */
const restShare = 4;
/** What is done after so long is rare, but where all of an account's commands need more calls than could be counted: at least a third of the time is left to others. */
const longMs = 5_000;

export const resting = ({ now, random }: Pick<Clock, "now" | "random">): Resting => {
  const untilMs = new Map<string, number>();
  const note = ({ kind, account }: QueueItem, heldMs: number, share: number): void => {
    if (kind === "delivery") return;
    untilMs.set(account, Math.max(untilMs.get(account) ?? 0, now() + heldMs * share * (1 + random())));
  };
  return {
    leftMs: ({ kind, account }) => (kind === "delivery" ? 0 : Math.max(0, (untilMs.get(account) ?? 0) - now())),
    noteFailure: (item, beganMs) => {
      if (now() - beganMs >= heldUpMs) note(item, now() - beganMs, restShare);
    },
    noteEnd: (item, beganMs) => {
      if (now() - beganMs >= longMs) note(item, now() - beganMs, 0.5);
    },
  };
};
