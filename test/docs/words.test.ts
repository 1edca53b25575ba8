// One word for one thing: the documents say what the code says.
import { expect, test } from "@jest/globals";
import { findWrongWords } from "../../scripts/find-wrong-words.ts";
import { codeSpansOf, currentPages, proseOf } from "./support/documents.ts";

test.each(currentPages.map((page) => [page.path, page] as const))("%s has no word that is not ours", (path, page) => {
  const sentences = proseOf(page).replaceAll(/`[^`\n]+`/g, "`…`");
  const texts = [...sentences.split("\n"), ...codeSpansOf(page)];
  expect(findWrongWords(texts.map((text) => ({ where: path, text, isName: false })))).toEqual([]);
});
