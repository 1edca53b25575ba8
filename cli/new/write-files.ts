// Writes several new files or none of them, and never over one that exists.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../failure.ts";
import type { WrittenFile } from "./written-source.ts";

/** `message` says what cannot be done where some of them exist. */
export const refuseExisting = (folder: string, files: readonly WrittenFile[], message: string): void => {
  const existing = files.map(({ path }) => path).filter((path) => existsSync(join(folder, path)));
  if (existing.length > 0) throw new Failure(message, existing);
};

export const writeFiles = (folder: string, files: readonly WrittenFile[]): void => {
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      // Somebody else may have made it since we looked.
      writeFileSync(file, text, { flag: "wx" });
      written.push(file);
    }
  } catch (error) {
    for (const file of written) rmSync(file, { force: true });
    const { code = "", path = folder } = Object(error);
    throw new Failure(
      `${path} cannot be written (${code}): nothing was written; see to it that the folder can be written to`,
    );
  }
};
