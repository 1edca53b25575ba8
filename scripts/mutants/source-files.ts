// Finds the files to make mutants in, in the folders and files that were named.
import { readdirSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";

const isSource = (file: string): boolean => /\.ts$/.test(file) && !/\.(?:test|d)\.ts$/.test(file);

const filesIn = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => resolve(path, name))
    : [path];

/** From the root, with slashes, in order. */
export const sourceFiles = (root: string, paths: readonly string[]): string[] => {
  const files = paths.flatMap((path) => {
    const found = filesIn(resolve(root, path)).filter(isSource);
    if (found.length === 0) throw new Error(`${path} has no TypeScript to make mutants in: name folders or files`);
    return found;
  });
  return [...new Set(files)].map((file) => relative(root, file).replaceAll(sep, "/")).toSorted();
};
