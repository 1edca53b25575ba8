// Finds the words of the word list in names and in texts.
import { wordList } from "./word-list.mjs";

/** "deadLetters", "dead-letters.ts" and "DEAD_LETTERS" are all "dead letters". */
export const wordsOf = (name) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[^A-Za-z\d]+/g, " ")
    .trim()
    .toLowerCase();

const contains = (text, words) => new RegExp(`\\b${words}\\b`).test(text);

/**
 * @param {readonly { where: string, text: string, isName: boolean }[]} found
 * @returns {string[]} A line for each wrong word, with what to write instead.
 */
export const findWrongWords = (found, list = wordList) =>
  found.flatMap(({ where, text, isName }) => {
    const words = isName ? wordsOf(text) : text.toLowerCase();
    return list
      .filter(({ inTexts }) => isName || inTexts)
      .filter(({ exempt = [] }) => !exempt.some((pattern) => pattern.test(text) || (isName && pattern.test(words))))
      .flatMap(({ not, but }) => {
        const wrong = not.find((word) => contains(words, word));
        return wrong === undefined
          ? []
          : [`${where}: ${JSON.stringify(text)} says "${wrong}"; here it is called ${but}`];
      });
  });
