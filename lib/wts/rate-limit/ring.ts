// The counts of the newest slots: what they add up to, and when enough of them will have passed.

/** The counts as they stand in slot `to`: `slots` of them, without those that are too old by then. */
export const turnRing = (counts: Uint8Array, from: number, to: number, slots: number): Uint8Array => {
  const turned = new Uint8Array(slots);
  const stillCounted = Math.max(0, slots - (to - from));
  const kept = counts.subarray(Math.max(0, counts.length - stillCounted));
  if (stillCounted > 0) turned.set(kept, stillCounted - kept.length);
  return turned;
};

/** How many slots have to pass until the newest `width` counts leave room for `tokens`: 0 if they do now. */
export const slotsUntilRoom = (ring: Uint8Array, width: number, limit: number, tokens: number): number => {
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
