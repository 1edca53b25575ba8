// Compares names as people write them: which are the same, and which known one a misspelt one is nearest to.

/** Case, accents and the number of spaces do not distinguish people. */
export const foldName = (name: string): string =>
  name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ").trim().toLowerCase();

/** These words have no letters but A to Z: others that only look like them, or that Unicode folds to them, are of other words. */
const withoutCase = (word: string): string => word.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Case, spaces, hyphens and underscores do not distinguish words of ours or of WTS. */
export const foldWord = (word: string): string => withoutCase(word.replaceAll(/[\s_-]/g, ""));

const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution);
    }
    row = next;
  }
  return row[to.length] ?? 0;
};

/** A refusal holds its correction with it. Letter case does not count, and of `word` only the first 64 characters do. */
export const nearest = (word: string, known: readonly string[]): string => {
  const folded = word.slice(0, 64).toLowerCase();
  let best = "";
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const candidateDistance = distance(folded, candidate.toLowerCase());
    if (candidateDistance < bestDistance) [best, bestDistance] = [candidate, candidateDistance];
  }
  return best;
};
