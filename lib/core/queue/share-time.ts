// Says when work ends that shares what serves it with others: each of those who are at it has an equal part.

/** `workMs` is what it takes alone; each of the others is at it until the time given. All times are epoch milliseconds. */
export const endOfSharedWork = (fromMs: number, workMs: number, othersUntilMs: readonly number[]): number => {
  const ends = othersUntilMs.filter((until) => until > fromMs).sort((one, other) => one - other);
  let at = fromMs;
  let left = workMs;
  for (const [index, until] of ends.entries()) {
    const parts = ends.length - index + 1;
    const done = (until - at) / parts;
    if (done >= left) return at + left * parts;
    left -= done;
    at = until;
  }
  return at + left;
};
