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
  /** Whoever asks for none for a while finds no more than so many at once. */
  readonly mostAtOnce: number;
  /** How long that while has to be for as many as were asked about. */
  readonly freeInMs: number;
}

export const presentRate = (
  state: RateState,
  priority: Priority,
  now: number,
  rules: RateRules,
  atOnce = 1,
): PresentRate => {
  const wanted = decide(state, now, { priority, tokens: atOnce }, rules);
  const common = { mostAtOnce: Math.floor(rules.aheadTokens[priority]), freeInMs: wanted.granted ? 0 : wanted.waitMs };
  const alone = { tokenMs: rules.perTokenMs, waitMs: 0, ...common };
  const before = priorities.slice(0, priorities.indexOf(priority));
  if (!before.some((other) => isPressing(state, other, now, rules))) return alone;
  // Where more is to be had than a share saves up, those who press leave something over.
  const { perMs, creditMs } = rules.shares[priority];
  const tokens = Math.ceil(2 * perMs * creditMs) + 1;
  if (decide(state, now, { priority, tokens }, rules).granted) return alone;
  const waitMs = untilOwnShare(state, priority, 1, now, rules);
  return { ...common, tokenMs: Math.max(rules.perTokenMs, 1 / perMs), waitMs };
};
