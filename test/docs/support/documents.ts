// Every document, taken apart: its examples, its tables, its links and what it names.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type Page, projectRoot, readPages } from "../../../scripts/docs/documents.ts";

export interface Block {
  readonly page: string;
  /** The line of the fence that opens it, from 1. */
  readonly line: number;
  /** What stands after the fence, such as "json command". */
  readonly kind: string;
  readonly text: string;
}

const isTranslated = ({ path }: Page): boolean => path.endsWith(".pt-BR.md") || path.startsWith("docs/pt-BR/");
/** They say what was so, not what is. */
const isHistory = ({ path }: Page): boolean => path.startsWith("docs/decisions/") || path === "CHANGELOG.md";

export const pages = readPages();
export const translatedPages = pages.filter(isTranslated);
export const currentPages = pages.filter((page) => !isHistory(page));
/** Translations repeat the others, so that what has to stand once is counted without them. */
export const englishPages = currentPages.filter((page) => !isTranslated(page));

export const pageAt = (path: string): Page => {
  const page = pages.find((each) => each.path === path);
  if (page === undefined) throw new Error(`there is no document ${path}`);
  return page;
};

const fenced = /^( *)```(.*)\n([\s\S]*?)^\1```$/gm;

/** A block in an item of a list is indented. */
const blocksOf = ({ path, text }: Page): readonly Block[] =>
  [...text.matchAll(fenced)].map(({ index, 1: indent = "", 2: kind = "", 3: inner = "" }) => ({
    page: path,
    line: text.slice(0, index).split("\n").length,
    kind: kind.trim(),
    text: inner.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));

export const blocks = pages.flatMap(blocksOf);
export const placeOf = ({ page, line }: Block): string => `${page}:${line}`;

/** Each is a row for test.each: where the block stands, and the block. */
export const blocksOfKind = (...kinds: readonly string[]): [string, Block][] =>
  blocks.filter(({ kind }) => kinds.includes(kind)).map((block) => [placeOf(block), block]);

export const proseOf = ({ text }: Page): string => text.replaceAll(fenced, "");

/** What stands between backticks. */
export const codeSpansOf = (page: Page): readonly string[] =>
  [...proseOf(page).matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code = ""]) => code);

export const unquoted = (cell = ""): string => cell.replaceAll("`", "");

/** Rows below the header whose first cell is code, cell by cell. */
export const tableRows = ({ text }: Pick<Page, "text">): string[][] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.slice(2, -2).split(" | "));

export const read = (path: string): string => readFileSync(new URL(path, projectRoot), "utf8");
export const exists = (path: string): boolean => existsSync(new URL(path, projectRoot));

/** The text of all code of these folders. */
export const codeIn = (...folders: readonly string[]): string =>
  folders
    .flatMap((folder) =>
      readdirSync(new URL(folder, projectRoot), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.m?[jt]s$/.test(file))
        .map((file) => read(`${folder}/${file}`)),
    )
    .join("\n");
