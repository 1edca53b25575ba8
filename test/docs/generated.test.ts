// What the documents take from the code is what the code says.
import { expect, test } from "@jest/globals";
import { partNames, partsOf, withGeneratedParts } from "../../scripts/docs/generated-parts.ts";
import { codeIn, pages } from "./support/documents.ts";

test.each(pages.filter(({ text }) => text.includes("made by npm run docs")).map((page) => [page.path, page] as const))(
  "%s is as `npm run docs` writes it",
  (_path, { text }) => {
    expect(text).toBe(withGeneratedParts(text));
  },
);

test("every part stands in one place, and every mark is one that is filled", () => {
  expect(pages.flatMap(({ text }) => partsOf(text)).toSorted()).toEqual(partNames.toSorted());
  const marks = pages.flatMap(({ text }) => [...text.matchAll(/<!-- (?:made by npm run docs|end)/g)]);
  expect(marks).toHaveLength(2 * partNames.length);
});

test("no function carries the words that are for the documents alone", () => {
  expect(codeIn("functions", "lib")).not.toContain("scripts/docs");
});
