// How many sessions came to what, in one line.
import type { Language } from "../../lib/core/texts/language.ts";
import { runWords } from "./run-words.ts";

/** A word is translated, and the code behind it, as in "left CHANGED", stays. */
const nameText = (name: string, language: Language): string => {
  const [word = "", ...code] = name.split(" ");
  return [runWords[language].counts[word] ?? word, ...code].join(" ");
};

/** What was done first, then what was left, each by how many. */
export const countsText = (counts: Readonly<Record<string, number>>, language: Language): string => {
  const isDone = (name: string) => /^[a-z]/.test(name);
  const sorted = Object.entries(counts).sort(
    ([one, ones], [other, others]) => Number(isDone(other)) - Number(isDone(one)) || others - ones,
  );
  return sorted.map(([name, count]) => `${count} ${nameText(name, language)}`).join(", ");
};
