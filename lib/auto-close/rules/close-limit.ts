// How many sessions a run may close before somebody has to look: far more than usual is more likely a mistake than a busy day.

export interface BreakerRules {
  breakerFactor: number;
  breakerFloor: number;
}

/** Of the last ten. */
export const runsRemembered = 10;

const median = (counts: readonly number[]): number => {
  const sorted = counts.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
};

/** `recent`: what each of the last runs closed that closed anything. Nights would make a usual morning look like a flood. */
export const closeLimit = (recent: readonly number[], { breakerFactor, breakerFloor }: BreakerRules): number =>
  Math.max(breakerFloor, Math.floor(breakerFactor * median(recent)));
