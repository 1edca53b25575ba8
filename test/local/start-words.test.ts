// What `npm start` says in Portuguese has no English word left in it.
import { expect, test } from "@jest/globals";
import { type StartWords, startWords } from "../../local/start/start-words.ts";
import { englishIn } from "../support/english-words.ts";

const sentences = (words: StartWords): string[] =>
  Object.values(words).map((said) => (typeof said === "function" ? said("CRM", "/x") : said));

test("every sentence", () => {
  const portuguese = sentences(startWords["pt-BR"]);
  expect(portuguese.flatMap(englishIn)).toEqual([]);
  expect(portuguese.filter((sentence) => sentences(startWords.en).includes(sentence))).toEqual([]);
});
