// Knows which files import a file, so that the tests nearest to it can be found.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";

/** What only imports a type runs nothing of the other file. */
const importPattern = /(?:^(?:import|export)(?! type)[^;"']*?from |^import |import\()"(\.{1,2}\/[^"]+)"/gm;

const ignoredFolders = /^(?:node_modules|dist|\.[^/]*)(?:\/|$)/;

const codeFiles = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, "/").length))
    .filter((file) => !ignoredFolders.test(file));

export type ImportersOf = ReadonlyMap<string, readonly string[]>;

export const readImporters = (root: string): ImportersOf => {
  const pairs = codeFiles(root).flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(importPattern)]
      .map(([, path = ""]) => ({ file, imported: join(dirname(file), path) }))
      .filter(({ imported }) => existsSync(join(root, imported))),
  );
  const byImported = Map.groupBy(pairs, ({ imported }) => imported);
  return new Map([...byImported].map(([imported, found]) => [imported, found.map(({ file }) => file)]));
};
