// Says when work ends that shares what serves it with others: each of those who are at it has an equal part, and may have to share that again.

const after = (fromMs: number, untilMs: readonly number[]): readonly number[] =>
  untilMs.filter((until) => until > fromMs);

/**
 * `workMs` is what it takes alone; each of the others is at it until the time given, and each of `within` until its time has
 * an equal part of the one part that they and this work have together. All times are epoch milliseconds.
 */
export const endOfSharedWork = (
  fromMs: number,
  workMs: number,
  othersUntilMs: readonly number[],
  withinUntilMs: readonly number[] = [],
): number => {
  const ends = after(fromMs, [...othersUntilMs, ...withinUntilMs]).toSorted((one, other) => one - other);
  let at = fromMs;
  let left = workMs;
  for (const until of ends) {
    const parts = (after(at, othersUntilMs).length + 1) * (after(at, withinUntilMs).length + 1);
    const done = (until - at) / parts;
    if (done >= left) return at + left * parts;
    left -= done;
    at = until;
  }
  return at + left;
};
