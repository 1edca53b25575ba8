// WTS's ids are UUIDs; what looks like one is an id, anything else is a name.

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id in lower case, or undefined. */
export const asUuid = (input: unknown): string | undefined => {
  if (typeof input !== "string") return undefined;
  const folded = input.trim().toLowerCase();
  return pattern.test(folded) ? folded : undefined;
};
