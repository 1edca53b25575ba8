// Decides one request for tokens from the state and the time: it is granted, or told how long to wait.
import { largestCount, type Priority, type RateRules } from "./rate-rules.ts";
import type { RateState } from "./rate-state.ts";

/** What a process did other than the ring says: below 0 it was granted but never used, above 0 it was used without being granted. */
export interface Correction {
  readonly slot: number;
  readonly tokens: number;
}

export interface TokenRequest {
  readonly priority: Priority;
  /** They are granted all or none. A request for none is always granted: it brings only corrections. */
  readonly tokens: number;
}

/** Each write of the table costs: where more tokens are of use at once, as many as are free are taken in one. */
export interface FlexibleRequest extends TokenRequest {
  /** Fewer are of use as well, down to so many. */
  readonly atLeast: number;
}

/** Nothing is granted before `next` is written. A refusal has one only if it holds background calls back. */
export type Decision =
  | { readonly granted: true; readonly next: RateState; readonly usableUntil: number }
  | { readonly granted: false; readonly next?: RateState; readonly waitMs: number };

/** The pace adds up fractions; their error is not worth a millisecond's wait. */
const roundingMs = 0.1;

/** Answers the counts as they stand in slot `to`: `slots` of them, without those that are too old by then. */
const turnRing = (counts: Uint8Array, from: number, to: number, slots: number): Uint8Array => {
  const turned = new Uint8Array(slots);
  const stillCounted = Math.max(0, slots - (to - from));
  const kept = counts.subarray(Math.max(0, counts.length - stillCounted));
  if (stillCounted > 0) turned.set(kept, stillCounted - kept.length);
  return turned;
};

/** Answers how many slots have to pass until the newest `width` counts leave room for `tokens`: 0 if they do now. */
const slotsUntilRoom = (ring: Uint8Array, width: number, limit: number, tokens: number): number => {
  const inWindow = ring.subarray(ring.length - width);
  let over = tokens - limit;
  for (const count of inWindow) over += count;
  if (over <= 0) return 0;
  for (const [index, count] of inWindow.entries()) {
    over -= count;
    if (over <= 0) return index + 1;
  }
  return Number.POSITIVE_INFINITY;
};

/** Answers how many tokens the ring has more than before: what is too old for the ring changes nothing. */
const correctRing = (ring: Uint8Array, newestSlot: number, corrections: readonly Correction[]): number => {
  let added = 0;
  for (const { slot, tokens } of corrections) {
    const index = ring.length - 1 - Math.max(0, newestSlot - slot);
    const count = ring[index];
    if (count === undefined) continue;
    const corrected = Math.max(0, Math.min(largestCount, count + tokens));
    ring[index] = corrected;
    added += corrected - count;
  }
  return added;
};

/**
 * `now` is in epoch milliseconds. Asked again after `waitMs` with the same state, the same request is granted; asked
 * earlier it is not.
 */
export const decide = (
  state: RateState,
  now: number,
  { priority, tokens }: TokenRequest,
  rules: RateRules,
  corrections: readonly Correction[] = [],
): Decision => {
  const { slotMs, slots, perTokenMs, aheadTokens, windows } = rules;
  const nowSlot = Math.floor(now / slotMs);
  // What lies in a far future was written with other windows or a wrong clock. The counts are taken as new ones, so that
  // they pass some day; a time is not waited for.
  const stateSlot = state.slot - nowSlot > slots ? nowSlot : state.slot;
  const slot = Math.max(nowSlot, stateSlot);
  const ring = turnRing(state.counts, stateSlot, slot, slots);
  const correctedTokens = correctRing(ring, slot, corrections);
  const paceMs = state.pacedUntil + correctedTokens * perTokenMs - now;
  const pacedUntil = now + (paceMs <= 2 * aheadTokens.caller * perTokenMs ? Math.max(0, paceMs) : 0);
  const current: RateState = { ...state, counts: ring, slot, pacedUntil };

  const pauseMs = state.pausedUntil - now;
  const heldMs = priority === "background" ? state.backgroundHeldUntil - now : 0;
  const waits = [
    pauseMs <= 2 * rules.longestPauseMs ? pauseMs : 0,
    heldMs <= 2 * rules.longestHoldBackMs ? heldMs : 0,
    pacedUntil + (tokens - aheadTokens[priority]) * perTokenMs - now - roundingMs,
    ...windows.map((window) => {
      const limit = window.limit - (priority === "background" ? window.leftByBackground : 0);
      const passing = slotsUntilRoom(ring, window.slots, limit, tokens);
      return passing === 0 ? 0 : Math.max(1, (slot + passing) * slotMs - now);
    }),
  ];
  const waitMs = Math.ceil(Math.max(...waits));
  if (waitMs <= 0 || tokens === 0) {
    ring[slots - 1] = (ring[slots - 1] ?? 0) + tokens;
    return {
      granted: true,
      next: { ...current, pacedUntil: pacedUntil + tokens * perTokenMs },
      usableUntil: now + rules.tokenLifeMs,
    };
  }
  const backgroundHeldUntil = now + Math.min(rules.longestHoldBackMs, waitMs) + slotMs;
  // Half a slot sooner or later makes no difference that is worth a write.
  return priority === "background" || backgroundHeldUntil <= state.backgroundHeldUntil + slotMs / 2
    ? { granted: false, waitMs }
    : { granted: false, waitMs, next: { ...current, backgroundHeldUntil } };
};
