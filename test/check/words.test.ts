// `npm run check` holds the words: one planted wrong word of each kind is found, and what others read may stay.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { findWrongWords, wordsOf } from "../../scripts/find-wrong-words.ts";
import { wordList } from "../../scripts/word-list.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test.each([
  ["deadLetters", "dead letters"],
  ["dead-letters.ts", "dead letters ts"],
  ["DEAD_LETTERS", "dead letters"],
  ["--dead-letters", "dead letters"],
  ["SQSDeadLetter2", "sqsdead letter2"],
])("%s is read as %s", (name, words) => {
  expect(wordsOf(name)).toBe(words);
});

describe("every word of the list", () => {
  const each = wordList.flatMap(({ not, but, inTexts = false }) => not.map((word) => ({ word, but, inTexts })));
  const camel = (words: string) => words.replaceAll(/ (\w)/g, (_all, first: string) => first.toUpperCase());

  test.each(each)("$word is found in the name of a file, an export and a command", ({ word, but }) => {
    for (const text of [
      `planted-${word.replaceAll(" ", "-")}.ts`,
      `${camel(word)}Planted`,
      `--${word.replaceAll(" ", "-")}-planted`,
    ]) {
      const [line, ...more] = findWrongWords([{ where: "here", text, isName: true }]);
      expect(more).toEqual([]);
      expect(line).toBe(`here: ${JSON.stringify(text)} says "${word}"; here it is called ${but}`);
    }
  });

  test.each(each)("$word is found in a message where it is wrong there, too", ({ word, inTexts }) => {
    expect(findWrongWords([{ where: "here", text: `one ${word} for all`, isName: false }])).toHaveLength(
      inTexts ? 1 : 0,
    );
  });
});

test.each([
  ["door", true],
  ["parseAccess", true],
  ["ACCESS_SECRET_ID", true],
  ["deadLetterQueueArn", true],
  ["the dead-letter queue commands-dead.fifo", false],
  ["reassign-session.ts", true],
  ["RoundRobinTurn", true],
  ["no secret of the access secret fits", false],
  ["1 to 64 letters, digits or hyphens", false],
  ["Session Reassignment Requested", false],
])("%s may stay", (text, isName) => {
  expect(findWrongWords([{ where: "here", text, isName }])).toEqual([]);
});

test("the house itself is in order", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/check-words.ts"], { cwd: root, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
