// What a run of `npm run test:aws` has measured, a sentence each: the page of its result shows them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = (runFolder: string): string => join(runFolder, "figures");

export const keepFigure = (name: string, sentence: string): void => {
  const runFolder = process.env.TEST_RUN_FOLDER;
  if (runFolder === undefined) return;
  mkdirSync(folder(runFolder), { recursive: true });
  writeFileSync(join(folder(runFolder), `${name}.txt`), sentence);
};

/** In the order of their names. */
export const readFigures = (runFolder: string): readonly string[] => {
  try {
    const names = readdirSync(folder(runFolder)).sort();
    return names.map((name) => readFileSync(join(folder(runFolder), name), "utf8"));
  } catch {
    return [];
  }
};
