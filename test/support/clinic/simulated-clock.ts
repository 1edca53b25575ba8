// The one clock of a simulation: the product asks it in place of the machine's, and whoever sleeps moves it.
import type { Clock } from "../../../lib/runtime/clock.ts";
import { type Chance, seededChance } from "../seeded-chance.ts";

let nowMs = 0;
let chance: Chance = seededChance(1);

export const simulatedTime = {
  begin: (startMs: number, seed: number): void => {
    nowMs = startMs;
    chance = seededChance(seed);
  },
  now: (): number => nowMs,
  /** It never goes back: what the product slept has passed. */
  moveTo: (ms: number): void => {
    nowMs = Math.max(nowMs, ms);
  },
};

/** It is named as in lib/runtime/clock.ts, in whose place it is loaded. */
export const systemClock: Clock = {
  now: simulatedTime.now,
  sleep: async (ms) => {
    nowMs += ms;
    // Others are at work meanwhile: their answers come in real time.
    await new Promise((resolve) => setImmediate(resolve));
  },
  random: () => chance.next(),
};
