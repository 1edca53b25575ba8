// Lists what was written in hooks.config.ts: by an edit where the file is written plainly, or else as lines to paste.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { namesIn, withListed } from "./edit-object.ts";

export interface Listing {
  file: string;
  path: readonly ["sources"] | readonly ["autoClose", "policies"] | readonly ["routing", "policies"];
  item: string;
  /** The name of a source. */
  key?: string;
  importLine: string;
}

export const namesOfConfig = (file: string): ReadonlySet<string> =>
  existsSync(file) ? namesIn(readFileSync(file, "utf8")) : new Set();

/** Undefined where a person has to list it. */
const editedConfig = ({ file, path, item, key, importLine }: Listing): string | undefined => {
  if (!existsSync(file)) return undefined;
  const container = path[0] === "sources" ? "ObjectExpression" : "ArrayExpression";
  return withListed(readFileSync(file, "utf8"), {
    wanted: { path, container, item, ...(key !== undefined && { key }) },
    importLine,
  });
};

/** False where a person has to list it. */
export const listInConfig = (listing: Listing): boolean => {
  const text = editedConfig(listing);
  if (text === undefined) return false;
  writeFileSync(listing.file, text);
  return true;
};

/** What is to be pasted. */
export const linesToPaste = ({ path, item, importLine }: Listing): readonly string[] => [
  importLine,
  path[0] === "sources" ? `sources: { …, ${item} },` : `${path[0]}: { policies: [ …, ${item} ] },`,
];
