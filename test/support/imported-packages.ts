// Knows which packages files import, with a file that does.
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";

/** Types are gone when it runs, so what only they need is not asked for. */
const specifiersIn = (text: string): string[] =>
  [
    ...text.matchAll(/^(?:import|export) (?!type\b)[^;]*? from "([^"$]+)"/gm),
    ...text.matchAll(/^import "([^"$]+)"/gm),
    ...text.matchAll(/\bimport\("([^"$]+)"\)/g),
    ...text.matchAll(/createRequire\([^)]*\)(?:\.resolve)?\("([^"$]+)"\)/g),
  ].map(([, specifier = ""]) => specifier);

const packageOf = (specifier: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

export const importedPackages = (files: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    files.flatMap((file) =>
      specifiersIn(readFileSync(file, "utf8"))
        .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
        .map((specifier) => [packageOf(specifier), file] as const),
    ),
  );
