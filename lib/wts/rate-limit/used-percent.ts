// Says how much of what the configuration lets us take of an account's rate is taken, in percent.
import type { RateRules } from "./rate-rules.ts";
import type { RateState } from "./rate-state.ts";

/** Over the widest window, which is the sustained one: a burst within it is no news. */
export const usedPercent = ({ counts }: Pick<RateState, "counts">, { windows }: Pick<RateRules, "windows">): number => {
  const { limit, slots } = windows.reduce((one, other) => (other.slots > one.slots ? other : one));
  const used = counts.subarray(-slots).reduce((sum, count) => sum + count, 0);
  return Math.round((1000 * used) / limit) / 10;
};
