// Finds the words of the word list in names and in texts.
import { type WordListEntry, wordList } from "./word-list.ts";

export interface Wording {
  /** The file, or the command, that has it. */
  where: string;
  text: string;
  /** False for a text that people read: fewer words are wrong there. */
  isName: boolean;
}

/** "deadLetters", "dead-letters" and "DEAD_LETTERS" are all "dead letters". */
export const wordsOf = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[^A-Za-z\d]+/g, " ")
    .trim()
    .toLowerCase();

/** A line for each wrong word, with what to write instead. */
export const findWrongWords = (wordings: readonly Wording[], list: readonly WordListEntry[] = wordList): string[] =>
  wordings.flatMap(({ where, text, isName }) => {
    const words = isName ? wordsOf(text) : text.toLowerCase();
    return list.flatMap(({ not, but, inTexts = false, exempt = [] }) => {
      const isWrongHere = (isName || inTexts) && !exempt.some((pattern) => pattern.test(words));
      const wrong = isWrongHere ? not.find((word) => new RegExp(`\\b${word}\\b`).test(words)) : undefined;
      return wrong === undefined ? [] : [`${where}: ${JSON.stringify(text)} says "${wrong}"; here it is called ${but}`];
    });
  });
