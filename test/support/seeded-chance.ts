// Chance that can be had again: the same seed makes the same choices.

export interface Chance {
  readonly seed: number;
  /** From 0 to just below 1. */
  next(): number;
  /** A whole number from 0 to just below `limit`. */
  below(limit: number): number;
  shuffled<Value>(values: readonly Value[]): Value[];
}

/** SEED=… in the environment repeats a run that printed it. */
export const anySeed = (): number => Number(process.env.SEED ?? Date.now() % 1_000_000);

export const seededChance = (seed: number): Chance => {
  let state = seed % 2_147_483_647 || 1;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
  return {
    ...{ seed, next },
    below: (limit) => Math.floor(next() * limit),
    shuffled: (values) =>
      values
        .map((value) => ({ value, rank: next() }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ value }) => value),
  };
};
