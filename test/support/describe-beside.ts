// For tests that compare the project with material which lies beside it on some machines only: where it does not, they are left out, and the run says so at its end.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "@jest/globals";

const folder = join(import.meta.dirname, "..", "..", "..", "shared");

/** Undefined where the file is not on this machine. */
export const besideFile = (name: string): string | undefined => {
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
};

/**
 * `body` has to use the `test` that it is given. Skipping all of it instead would count as one test.
 * `test/setup/left-out-reporter.mjs` finds the reason in the title.
 */
export const describeBeside = (name: string, title: string, body: (besideTest: typeof test.skip) => void): void => {
  if (besideFile(name) === undefined)
    describe(`${title} [left out: ../shared/${name} is not here]`, () => body(test.skip));
  else describe(title, () => body(test));
};
