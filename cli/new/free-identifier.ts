// Makes a name of TypeScript out of a name that people gave, one that means nothing else where it is imported.

/** What the language keeps for itself, as far as a name of ours could be it. */
const reserved = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  ),
);

const inOneWord = (name: string): string => {
  const [first = "", ...others] = name.split(/[-_.]+/).filter(Boolean);
  const word = first + others.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
  return /^\d/.test(word) ? `the${word}` : word;
};

/** `kind` is added where the name is taken. */
export const freeIdentifier = (name: string, taken: ReadonlySet<string>, kind: "Source" | "Policy"): string => {
  const isFree = (word: string) => !taken.has(word) && !reserved.has(word);
  const word = inOneWord(name);
  if (isFree(word)) return word;
  for (let count = 1; ; count++) {
    const other = `${word}${kind}${count === 1 ? "" : count}`;
    if (isFree(other)) return other;
  }
};
