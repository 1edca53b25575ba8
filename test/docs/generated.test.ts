// What the documents take from the code is what the code says.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { projectRoot } from "../../scripts/docs/documents.ts";
import { partNames, partsOf, withGeneratedParts } from "../../scripts/docs/generated-parts.ts";
import { madeFiles, madeFolders } from "../../scripts/docs/made-files.ts";
import { requireNotes } from "../../scripts/docs/notes.ts";
import { codeIn, exists, pages, read } from "./support/documents.ts";

test.each(pages.filter(({ text }) => text.includes("made by npm run docs")).map((page) => [page.path, page] as const))(
  "%s is as `npm run docs` writes it",
  (_path, { text }) => {
    expect(text).toBe(withGeneratedParts(text));
  },
);

describe("files that are made as a whole", () => {
  const made = [...madeFiles()];

  test.each(made)("%s is as `npm run docs` writes it", (path, text) => {
    expect(exists(path) && read(path)).toBe(text);
  });

  test("stand in folders that have no others", () => {
    const there = madeFolders.flatMap((folder) =>
      readdirSync(new URL(folder, projectRoot)).map((file) => `${folder}/${file}`),
    );
    const meant = made
      .map(([path]) => path)
      .filter((path) => madeFolders.some((folder) => path.startsWith(`${folder}/`)));
    expect(there.toSorted()).toEqual(meant.toSorted());
  });
});

test("every part stands in one place, and every mark is one that is filled", () => {
  expect(pages.flatMap(({ text }) => partsOf(text)).toSorted()).toEqual(partNames.toSorted());
  const marks = pages.flatMap(({ text }) => [...text.matchAll(/<!-- (?:made by npm run docs|end)/g)]);
  expect(marks).toHaveLength(2 * partNames.length);
});

test("no function carries the words that are for the documents alone", () => {
  expect(codeIn("functions", "lib")).not.toContain("scripts/docs");
});

describe("the generator", () => {
  const page = (name: string): string =>
    `Before.\n\n<!-- made by npm run docs: ${name} -->\nstood here before\n<!-- end -->\n\nAfter.\n`;

  test("writes anew what stands between its marks, and nothing else", () => {
    const made = withGeneratedParts(page("error table"));
    expect(made).toMatch(/^Before\.\n[\s\S]*\| `COMMAND_INVALID` \| 422 \|[\s\S]*\nAfter\.\n$/);
    expect(made).not.toContain("stood here before");
    expect(withGeneratedParts(made)).toBe(made);
  });

  test("refuses a part that there is not", () => {
    expect(() => withGeneratedParts(page("errors"))).toThrow('there is no part "errors"');
  });

  test("says which names have no note, and which notes no name", () => {
    expect(() => requireNotes(["a", "b"], { b: "", c: "" }, "notes.ts")).toThrow(
      "describe a in notes.ts\ntake c out of notes.ts: there is none any more",
    );
    expect(() => requireNotes(["a"], { a: "" }, "notes.ts")).not.toThrow();
  });
});
