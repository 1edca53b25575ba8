// Says in one line what an outcome wrote: the fields, and the values of those that are nobody's personal data.

export const changesText = (changes: unknown): string | undefined => {
  const { fields = [], ...values } = Object(changes);
  const shown = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return [...(Array.isArray(fields) && fields.length > 0 ? [fields.join(", ")] : []), ...shown].join("  ");
};
