// The counts of granted tokens, one byte a slot, as a ring that moves on with the time.
import { largestCount } from "./rate-rules.ts";

/** Answers the counts as they stand in slot `to`: `slots` of them, without those that are too old by then. */
export const ringAt = (counts: Uint8Array, from: number, to: number, slots: number): Uint8Array => {
  const moved = new Uint8Array(slots);
  const stillCounted = Math.max(0, slots - (to - from));
  const kept = counts.subarray(Math.max(0, counts.length - stillCounted));
  if (stillCounted > 0) moved.set(kept, stillCounted - kept.length);
  return moved;
};

/** Answers how many tokens the ring has more than before, which has to be of `newestSlot`: what is too old for it changes nothing. */
export const correctRing = (
  ring: Uint8Array,
  newestSlot: number,
  { slot, tokens }: { readonly slot: number; readonly tokens: number },
): number => {
  const index = ring.length - 1 - Math.max(0, newestSlot - slot);
  const count = ring[index];
  if (count === undefined) return 0;
  const corrected = Math.max(0, Math.min(largestCount, count + tokens));
  ring[index] = corrected;
  return corrected - count;
};
