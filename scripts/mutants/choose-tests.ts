// Chooses the tests that a mutant is tried with: those that reach it, nearest file first, and quick ones before slow ones.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mutant } from "./mutant.ts";
import type { DryRun, TestOrder, TestRecord } from "./test-order.ts";

/** Of the tests' own time without a fault: only a mutant that survives costs all of it. */
const mostMs = 8_000;

export interface ChosenTests {
  files: TestOrder["files"];
  durationMs: number;
}

/** What is reached at import may show in any test of the file; sooner in one that runs code of the same file. */
const testsReaching = (start: number, url: string, { atImport, tests }: DryRun): readonly TestRecord[] => {
  const isNear = ({ reached }: TestRecord): boolean => (reached[url]?.length ?? 0) > 0;
  const found = atImport[url]?.includes(start) ? tests : tests.filter(({ reached }) => reached[url]?.includes(start));
  return found.toSorted(
    (one, other) => Number(isNear(other)) - Number(isNear(one)) || one.durationMs - other.durationMs,
  );
};

/** Undefined where no test reaches the mutant. */
export const chooseTests = (
  { file, start }: Mutant,
  testFiles: readonly string[],
  runs: ReadonlyMap<string, DryRun>,
  root: string,
): ChosenTests | undefined => {
  const url = pathToFileURL(join(root, file)).href;
  const files: { path: string; only: number[]; count: number }[] = [];
  let durationMs = 0;
  for (const testFile of testFiles) {
    const run = runs.get(testFile);
    if (run === undefined) continue;
    const only: number[] = [];
    for (const test of testsReaching(start, url, run)) {
      if (durationMs > 0 && durationMs + test.durationMs > mostMs) break;
      only.push(test.index);
      durationMs += test.durationMs;
    }
    if (only.length > 0) files.push({ path: join(root, testFile), only, count: run.count });
  }
  return files.length === 0 ? undefined : { files, durationMs };
};
