// Says how much of what the configuration lets us take of an account's rate is taken just now.
import type { HooksConfig } from "../../lib/config.ts";
import { ringAt } from "../../lib/wts/rate-limit/rate-ring.ts";
import { rateRules } from "../../lib/wts/rate-limit/rate-rules.ts";
import type { Connection } from "../connection.ts";

export interface RateUse {
  readonly account: string;
  /** The sustained window, and the burst within it: so many calls were granted in the last of each, and so many may be. */
  readonly windows: readonly { readonly windowMs: number; readonly used: number; readonly most: number }[];
  /** The ISO instant up to which nobody calls, after WTS had refused a call; null: calls go on. */
  readonly pausedUntil: string | null;
}

export const readRate = async (
  { rates }: Pick<Connection, "rates">,
  { limits }: Pick<HooksConfig, "limits">,
  account: string,
  nowMs: number,
): Promise<RateUse> => {
  const rules = rateRules(limits);
  const { counts, slot, pausedUntil } = await rates.read(account);
  const present = Math.max(slot, Math.floor(nowMs / rules.slotMs));
  const ring = ringAt(counts, slot, present, rules.slots);
  const lengths = [limits.sustained.windowMs, limits.burst.windowMs];
  return {
    account,
    windows: rules.windows.map(({ limit, slots }, index) => ({
      windowMs: lengths[index] ?? 0,
      used: ring.subarray(-slots).reduce((sum, count) => sum + count, 0),
      most: limit,
    })),
    pausedUntil: pausedUntil > nowMs ? new Date(pausedUntil).toISOString() : null,
  };
};
