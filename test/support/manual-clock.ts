// A clock that moves only when it is told to, or when somebody sleeps on it.
import type { Clock } from "../../lib/runtime/clock.ts";

export interface ManualClock extends Clock {
  /** What was slept, in milliseconds, in order. */
  readonly slept: number[];
  advance(ms: number): void;
}

/** Sleeping takes no real time; chance is always the highest, so that a jittered pause is its full length. */
export const manualClock = (startMs = Date.parse("2026-11-20T12:00:00Z")): ManualClock => {
  let nowMs = startMs;
  const slept: number[] = [];
  return {
    slept,
    now: () => nowMs,
    sleep: async (ms) => {
      slept.push(ms);
      nowMs += ms;
    },
    random: () => 0.999_999,
    advance: (ms) => {
      nowMs += ms;
    },
  };
};
