// Reads a criterion that may be given as one value or as a list of them.

export const listed = <Value>(given: Value | readonly Value[] | undefined): readonly Value[] | undefined => {
  if (given === undefined) return undefined;
  return Array.isArray(given) ? given : [given as Value];
};
