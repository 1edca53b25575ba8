// How many sessions came to what, in one line.

/** What was done first, then what was left, each by how many. */
export const countsText = (counts: Readonly<Record<string, number>>): string => {
  const isDone = (name: string) => /^[a-z]/.test(name);
  const sorted = Object.entries(counts).sort(
    ([one, ones], [other, others]) => Number(isDone(other)) - Number(isDone(one)) || others - ones,
  );
  return sorted.map(([name, count]) => `${count} ${name}`).join(", ");
};
