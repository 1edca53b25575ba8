// How many sessions a run may close before somebody has to look: far more than usual is more likely a mistake than a busy day.

/** The limit is taken from the last ten runs. */
export const runsRemembered = 10;

const median = (counts: readonly number[]): number => {
  const sorted = counts.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
};

/**
 * `recent` says what each of the last runs closed that closed anything: with the idle ones of a night in it, a usual
 * morning would look like a flood.
 */
export const breakerLimit = (
  recent: readonly number[],
  { breakerFactor, breakerFloor }: { breakerFactor: number; breakerFloor: number },
): number => Math.max(breakerFloor, Math.floor(breakerFactor * median(recent)));
