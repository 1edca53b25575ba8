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

/** Whoever is noticed by one of these need not wait for a slow one: they all run first, whichever file they are in. */
const quickMs = 500;

interface ChosenTest {
  path: string;
  count: number;
  test: TestRecord;
}

const within = (tests: readonly ChosenTest[], limitMs: number): ChosenTest[] => {
  let durationMs = 0;
  return tests.filter(({ test }, index) => {
    if (index > 0 && durationMs + test.durationMs > limitMs) return false;
    durationMs += test.durationMs;
    return true;
  });
};

const byPath = (tests: readonly ChosenTest[]): TestOrder["files"] =>
  [...Map.groupBy(tests, ({ path }) => path)].map(([path, chosen]) => ({
    path,
    only: chosen.map(({ test }) => test.index),
    count: chosen[0]?.count ?? 0,
  }));

/** Undefined where no test reaches the mutant. */
export const chooseTests = (
  { file, start }: Mutant,
  testFiles: readonly string[],
  runs: ReadonlyMap<string, DryRun>,
  root: string,
): ChosenTests | undefined => {
  const url = pathToFileURL(join(root, file)).href;
  const reaching = testFiles.flatMap((testFile) => {
    const run = runs.get(testFile);
    if (run === undefined) return [];
    const path = join(root, testFile);
    return testsReaching(start, url, run).map((test) => ({ path, count: run.count, test }));
  });
  if (reaching.length === 0) return undefined;
  const chosen = within(reaching, mostMs);
  const quick = new Set(
    within(
      chosen.toSorted((one, other) => one.test.durationMs - other.test.durationMs),
      quickMs,
    ),
  );
  const slow = chosen.filter((each) => !quick.has(each));
  return {
    files: [...byPath(chosen.filter((each) => quick.has(each))), ...byPath(slow)],
    durationMs: chosen.reduce((sum, { test }) => sum + test.durationMs, 0),
  };
};
