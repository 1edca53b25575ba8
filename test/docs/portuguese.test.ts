// The pages in Portuguese show the same as those in English; only comments and texts are translated.
import { expect, test } from "@jest/globals";
import { type Block, blocks, exists, translatedPages } from "./support/documents.ts";

const originalOf = (path: string): string =>
  path.startsWith("docs/pt-BR/") ? path.replace("docs/pt-BR/", "docs/") : path.replace(".pt-BR.md", ".md");

const isCompared = ({ kind }: Block): boolean => /^(?:ts|json)\b/.test(kind);

/** Comments, texts that are no keys, and how the lines are broken are left out: they may differ. */
const skeletonOf = ({ kind, text }: Block): string => {
  const bare = text
    .replaceAll(/^\s*\/\/.*$/gm, "")
    .replaceAll(/"(?:[^"\\\n]|\\.)*"(?!\s*:)/g, '"…"')
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${kind}: ${bare}`;
};

const skeletonsAt = (page: string): readonly string[] =>
  blocks.filter((block) => block.page === page && isCompared(block)).map(skeletonOf);

const pairs = translatedPages.map(({ path }) => ({ path, original: originalOf(path) }));

test("every page has its original", () => {
  expect(pairs.filter(({ original }) => !exists(original))).toEqual([]);
});

test("every page shows the code of its original", () => {
  const shown = pairs.map(({ path }) => [path, skeletonsAt(path)]);
  expect(shown).toEqual(pairs.map(({ path, original }) => [path, skeletonsAt(original)]));
});
