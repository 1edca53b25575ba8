// A few numbers as people read them: their middle, and where the middle half of them lies.

export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const at = (sorted: readonly number[], share: number): number => {
  const place = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
};

/** The quartiles, not the extremes: on a machine that does much else, one sample of many says nothing. */
export const summaryOf = (values: readonly number[]): Summary => {
  if (values.length === 0) throw new Error("there is nothing to summarize: expected one number or more");
  const sorted = values.toSorted((first, second) => first - second);
  return { median: at(sorted, 0.5), low: at(sorted, 0.25), high: at(sorted, 0.75) };
};
