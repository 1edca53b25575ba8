// Compares names as people write them: which are the same, and which known one a misspelt one is nearest to.

/** Case, accents and the number of spaces do not distinguish people. */
export const foldName = (name: string): string =>
  name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ").trim().toLowerCase();

/** These words have no letters but A to Z: others that only look like them, or that Unicode folds to them, are of other words. */
const withoutCase = (word: string): string => word.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Case, spaces, hyphens and underscores do not distinguish words of ours or of WTS. */
export const foldWord = (word: string): string => withoutCase(word.replaceAll(/[\s_-]/g, ""));

/** So many letters have to be added, taken out, changed or swapped with their neighbour. */
const distance = (from: string, to: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : changed;
      next[j] = Math.min((last[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, swapped);
    }
    [beforeLast, last] = [last, next];
  }
  return last[to.length] ?? 0;
};

const shortestPart = 3;
const shortestBeginning = 4;

/** A third of the letters may differ, and one may in any case; words are also near that begin alike, or of which one is a part of the other. */
const isNear = (word: string, candidate: string, differing: number): boolean =>
  differing <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)) ||
  (word.length > shortestBeginning &&
    candidate.startsWith(word.slice(0, Math.max(shortestBeginning, word.length / 2)))) ||
  (word.length >= shortestPart && candidate.includes(word)) ||
  (candidate.length >= shortestPart && word.includes(candidate));

/**
 * A refusal holds its correction with it. Letter case does not count, and of `word` only the first 64 characters do.
 * Undefined where nothing is near: a name that has nothing to do with the word would only mislead.
 */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const folded = word.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const differing = distance(folded, candidate.toLowerCase());
    if (differing >= bestDistance || !isNear(folded, candidate.toLowerCase(), differing)) continue;
    [best, bestDistance] = [candidate, differing];
  }
  return best;
};

/** What a refusal adds about the nearest name, such as "; the nearest is vendas"; empty where nothing is near. */
export const nearestHint = (word: string, known: readonly string[], introduced = "; the nearest is "): string => {
  const near = nearest(word, known);
  return near === undefined ? "" : `${introduced}${near}`;
};
