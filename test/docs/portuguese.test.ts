// The pages in Portuguese show the same as those in English; only comments and texts are translated.
import { expect, test } from "@jest/globals";
import {
  type Block,
  blocks,
  codeSpansOf,
  exists,
  pageAt,
  tableRows,
  translatedPages,
  unquoted,
} from "./support/documents.ts";

/** Translations stand in one folder, whichever folder of docs/ has the original. */
const originalOf = (path: string): string | undefined =>
  ["docs/", "docs/guides/", "docs/reference/"]
    .map((folder) => path.replace("docs/pt-BR/", folder).replace(".pt-BR.md", ".md"))
    .find(exists);

const isCompared = ({ kind }: Block): boolean => /^(?:ts|json)\b/.test(kind);

/** Comments, texts that are no keys, and how the lines are broken are left out: they may differ. */
const skeletonOf = ({ kind, text }: Block): string => {
  const bare = text
    .replaceAll(/^\s*\/\/.*$|\/\*\*.*?\*\//gm, "")
    .replaceAll(/("(?:[^"\\\n]|\\.)*")(\s*:)?/g, (key, _text, colon) => (colon === undefined ? '"…"' : key))
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${kind}: ${bare}`;
};

const skeletonsAt = (page: string | undefined): readonly string[] =>
  blocks.filter((block) => block.page === page && isCompared(block)).map(skeletonOf);

const pairs = translatedPages.map(({ path }) => ({ path, original: originalOf(path) }));

test("every page has its original", () => {
  expect(pairs.filter(({ original }) => original === undefined)).toEqual([]);
});

test("every page shows the code of its original", () => {
  const shown = pairs.map(({ path }) => [path, skeletonsAt(path)]);
  expect(shown).toEqual(pairs.map(({ path, original }) => [path, skeletonsAt(original)]));
});

test("every code of a decision is explained in Portuguese, too", () => {
  const codes = tableRows(pageAt("docs/reference/policies.md"))
    .map(([code]) => unquoted(code))
    .filter((code) => /^[A-Z_]+$/.test(code));
  expect(codes.length).toBeGreaterThan(70);
  const explained = new Set(translatedPages.flatMap(codeSpansOf));
  expect(codes.filter((code) => !explained.has(code))).toEqual([]);
});
