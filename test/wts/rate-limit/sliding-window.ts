// Looks at calls as WTS does: at no moment may a window of this length hold more than its limit.

/** How many calls the fullest window held; `times` in ascending order, a call leaves the window after `windowMs`. */
export const mostInOneWindow = (times: ArrayLike<number>, windowMs: number): number => {
  let most = 0;
  let oldest = 0;
  for (let newest = 0; newest < times.length; newest += 1) {
    while ((times[oldest] ?? 0) <= (times[newest] ?? 0) - windowMs) oldest += 1;
    most = Math.max(most, newest - oldest + 1);
  }
  return most;
};

export const ascending = (times: readonly number[]): Float64Array => Float64Array.from(times).sort();
