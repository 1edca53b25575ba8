// Decides one request for tokens from the state and the time: it is granted, or told how long to wait.
import { correctRing, ringAt } from "./rate-ring.ts";
import { largestCount, type RateRules } from "./rate-rules.ts";
import type { RateState } from "./rate-state.ts";
import {
  type Asker,
  hasShareLeft,
  keptFrom,
  type UsedShares,
  untilOwnShare,
  useAllShares,
  useShare,
  withoutIdle,
} from "./shares.ts";

/** What a process did other than the ring says: below 0 it was granted but never used, above 0 it was used without being granted. */
export interface Correction extends Asker {
  readonly slot: number;
  readonly tokens: number;
}

export interface TokenRequest extends Asker {
  /** They are granted all or none. A request for none is always granted: it brings only corrections. */
  readonly tokens: number;
  /** Each write of the table costs: where fewer are of use as well, down to so many, as many as are free are granted. */
  readonly atLeast?: number;
}

/** Nothing is granted before `next` is written. A refusal has one only if it holds those of lower priorities to their shares. */
export type Decision =
  | { readonly granted: true; readonly tokens: number; readonly next: RateState; readonly usableUntil: number }
  | { readonly granted: false; readonly next?: RateState; readonly waitMs: number };

/** The pace adds up fractions; their error is not worth a millisecond's wait. */
const roundingMs = 0.1;

interface Ring {
  readonly counts: Uint8Array;
  /** That of the newest count. */
  readonly slot: number;
}

/**
 * Answers whether `tokens` more, taken at `at`, leave what is kept for everybody's share, in every moment from then on
 * until the window has passed.
 */
const hasRoom = (
  { counts, slot }: Ring,
  tokens: number,
  at: number,
  keptUntil: (time: number) => number,
  { slotMs, windows }: RateRules,
): boolean => {
  const passed = Math.max(0, Math.floor(at / slotMs) - slot);
  if ((passed > 0 ? 0 : (counts.at(-1) ?? 0)) + tokens > largestCount) return false;
  for (const { limit, slots } of windows) {
    const free = limit - tokens;
    if (free < Math.floor(keptUntil(at + slots * slotMs))) return false;
    const oldest = counts.length - slots;
    let used = 0;
    for (let index = counts.length - 1; index >= oldest + passed; index -= 1) {
      const count = counts[index] ?? 0;
      used += count;
      // Later, as much was in use and more kept.
      if (count > 0 && free - used < Math.floor(keptUntil((slot + index - oldest + 1) * slotMs))) return false;
    }
  }
  return true;
};

/** Answers the least of 1 to `most` for which it holds, as it does for every larger one, or for none. */
const leastWhere = (most: number, holds: (value: number) => boolean): number => {
  if (!holds(most)) return Number.POSITIVE_INFINITY;
  let [below, least] = [0, most];
  while (least - below > 1) {
    const between = Math.floor((below + least) / 2);
    if (holds(between)) least = between;
    else below = between;
  }
  return least;
};

/**
 * What is counted without being of anybody's share is of everybody's: what an earlier version of ours granted, or what was
 * used while the table was away. Nothing else leaves less room than is kept.
 */
const withEverybodysUse = (ring: Ring, used: UsedShares, now: number, rules: RateRules): UsedShares => {
  const after = (ms: number): UsedShares => (ms === 0 ? used : useAllShares(used, ms, now, rules));
  const fits = (ms: number): boolean => hasRoom(ring, 0, now, keptFrom(now, after(ms), rules), rules);
  if (fits(0)) return used;
  const longestMs = Math.ceil(rules.slots * rules.slotMs);
  return after(Math.min(longestMs, leastWhere(longestMs, fits)));
};

/** A time that lies too far ahead is nonsense, and not waited for. */
const believed = (waitMs: number, longestMs: number): number => (waitMs <= 2 * longestMs ? waitMs : 0);

/**
 * `now` is in epoch milliseconds. Asked again after `waitMs` with the same state, the same request is granted; asked
 * earlier it is not.
 */
export const decide = (
  state: RateState,
  now: number,
  { tokens: most, atLeast = most, ...asker }: TokenRequest,
  rules: RateRules,
  corrections: readonly Correction[] = [],
): Decision => {
  const { slotMs, slots, perTokenMs, aheadTokens } = rules;
  const { priority } = asker;
  const nowSlot = Math.floor(now / slotMs);
  // What lies in a far future was written with other windows or a wrong clock. The counts are taken as new ones, so that
  // they pass some day; a time is not waited for.
  const stateSlot = state.slot - nowSlot > slots ? nowSlot : state.slot;
  const slot = Math.max(nowSlot, stateSlot);
  const counts = ringAt(state.counts, stateSlot, slot, slots);
  let used: UsedShares = state;
  let correctedTokens = 0;
  for (const { slot: grantedIn, tokens: more, ...by } of corrections) {
    const corrected = correctRing(counts, slot, { slot: grantedIn, tokens: more });
    correctedTokens += corrected;
    used = useShare(used, by, corrected, now, rules);
  }
  const paceMs = state.pacedUntil + correctedTokens * perTokenMs - now;
  const pacedUntil = now + Math.max(0, believed(paceMs, aheadTokens.caller * perTokenMs));
  used = withEverybodysUse({ counts, slot }, used, now, rules);
  const current: RateState = { ...state, ...withoutIdle(used, now, rules), counts, slot, pacedUntil };
  const fits = (tokens: number, at: number): boolean =>
    hasRoom(current, tokens, at, keptFrom(at, useShare(current, asker, tokens, at, rules), rules), rules);

  const heldUntil = { caller: 0, queue: state.queueHeldUntil, background: state.backgroundHeldUntil };
  const pauseMs = believed(state.pausedUntil - now, rules.longestPauseMs);
  const heldMs = believed(heldUntil[priority] - now, rules.longestHoldBackMs);
  const untilAllowed = (tokens: number): number => {
    const paceMs = pacedUntil + (tokens - aheadTokens[priority]) * perTokenMs - now - roundingMs;
    const ownShareMs = untilOwnShare(current, priority, tokens, now, rules);
    return Math.ceil(Math.max(pauseMs, Math.min(ownShareMs, Math.max(heldMs, paceMs))));
  };
  for (let tokens = most; tokens >= atLeast; tokens -= 1) {
    if (tokens > 0 && (untilAllowed(tokens) > 0 || !fits(tokens, now))) continue;
    counts[slots - 1] = (counts[slots - 1] ?? 0) + tokens;
    const next = {
      ...current,
      ...withoutIdle(useShare(current, asker, tokens, now, rules), now, rules),
      pacedUntil: pacedUntil + tokens * perTokenMs,
    };
    return { granted: true, tokens, next, usableUntil: now + rules.tokenLifeMs };
  }
  // By then nobody is ahead of its share any more, however many clients there are.
  const longestMs = Math.ceil(8 * slots * slotMs);
  const untilFits = fits(atLeast, now) ? 0 : leastWhere(longestMs, (ms) => fits(atLeast, now + ms));
  const waitMs = Math.max(untilAllowed(atLeast), untilFits);
  // Whoever is beyond its share takes what is left, and holds nobody back for that.
  if (priority === "background" || !hasShareLeft(current, asker, atLeast, now, rules))
    return { granted: false, waitMs };
  const until = now + Math.min(rules.longestHoldBackMs, waitMs) + slotMs;
  const backgroundHeldUntil = Math.max(until, state.backgroundHeldUntil);
  const queueHeldUntil = priority === "caller" ? until : state.queueHeldUntil;
  // Half a slot sooner or later makes no difference that is worth a write.
  return until <= state.backgroundHeldUntil + slotMs / 2 &&
    (priority === "queue" || until <= state.queueHeldUntil + slotMs / 2)
    ? { granted: false, waitMs }
    : { granted: false, waitMs, next: { ...current, backgroundHeldUntil, queueHeldUntil } };
};
