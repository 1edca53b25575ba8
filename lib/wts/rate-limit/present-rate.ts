// Says how much of the rate whoever asks may have at present: its share while those before it press, and all of it when they do not.
import { decide } from "./decide.ts";
import { type Priority, priorities } from "./priority.ts";
import type { RateRules } from "./rate-rules.ts";
import type { RateState } from "./rate-state.ts";
import { untilOwnShare } from "./shares.ts";

/** A priority that has used half of what is saved up for it has taken its share all along. */
const isPressing = (state: RateState, priority: Priority, now: number, { shares }: RateRules): boolean => {
  const { creditMs } = shares[priority];
  const used = [state.usedUntil[priority], ...(priority === "caller" ? Object.values(state.clientsUsedUntil) : [])];
  return used.some((usedUntil) => usedUntil > now - creditMs / 2);
};

export interface PresentRate {
  /** How long a token takes, in milliseconds, for who asks for as many as it can get. */
  readonly tokenMs: number;
  /** So long it has none: it has taken them in advance. */
  readonly waitMs: number;
}

export const presentRate = (state: RateState, priority: Priority, now: number, rules: RateRules): PresentRate => {
  const alone = { tokenMs: rules.perTokenMs, waitMs: 0 };
  const before = priorities.slice(0, priorities.indexOf(priority));
  if (!before.some((other) => isPressing(state, other, now, rules))) return alone;
  // Where more is to be had than a share saves up, those who press leave something over.
  const { perMs, creditMs } = rules.shares[priority];
  const tokens = Math.ceil(2 * perMs * creditMs) + 1;
  if (decide(state, now, { priority, tokens }, rules).granted) return alone;
  const waitMs = untilOwnShare(state, priority, 1, now, rules);
  return { tokenMs: Math.max(rules.perTokenMs, 1 / perMs), waitMs };
};
