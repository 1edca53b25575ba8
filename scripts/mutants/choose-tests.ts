// Chooses the tests that a mutant is tried with: those that reach it, all quick ones first, then slow ones of the nearest files.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mutant } from "./mutant.ts";
import type { DryRun, TestOrder, TestRecord } from "./test-order.ts";

/** Of the tests' own time without a fault. Whatever a quick one notices need not wait for a slow one. */
const quickMs = 1_000;
/** Only a mutant that survives costs all of it. */
const slowMs = 4_000;

/** The second round is for what the first one does not notice; each has a time limit of its own. */
export interface TestRound {
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

interface ChosenTest {
  path: string;
  count: number;
  test: TestRecord;
}

const within = (tests: readonly ChosenTest[], limitMs: number): ChosenTest[] => {
  let durationMs = 0;
  return tests.filter(({ test }) => {
    if (durationMs + test.durationMs > limitMs) return false;
    durationMs += test.durationMs;
    return true;
  });
};

const roundOf = (tests: readonly ChosenTest[]): TestRound => ({
  files: [...Map.groupBy(tests, ({ path }) => path)].map(([path, chosen]) => ({
    path,
    only: chosen.map(({ test }) => test.index),
    count: chosen[0]?.count ?? 0,
  })),
  durationMs: tests.reduce((sum, { test }) => sum + test.durationMs, 0),
});

export interface ChoiceSettings {
  root: string;
  /** How much longer than usual everything took on this machine: that is no reason to try fewer tests. */
  slowdown: number;
}

/** None where no test reaches the mutant. */
export const chooseTests = (
  { file, start }: Mutant,
  testFiles: readonly string[],
  runs: ReadonlyMap<string, DryRun>,
  { root, slowdown }: ChoiceSettings,
): TestRound[] => {
  const url = pathToFileURL(join(root, file)).href;
  const reaching = testFiles.flatMap((testFile) => {
    const run = runs.get(testFile);
    if (run === undefined) return [];
    const path = join(root, testFile);
    return testsReaching(start, url, run).map((test) => ({ path, count: run.count, test }));
  });
  const byDuration = reaching.toSorted((one, other) => one.test.durationMs - other.test.durationMs);
  const quick = within(byDuration, quickMs * slowdown);
  const isQuick = new Set(quick);
  const slow = within(
    reaching.filter((each) => !isQuick.has(each)),
    slowMs * slowdown,
  );
  // One that takes longer than all the time there is, is better than none.
  const rounds =
    quick.length + slow.length > 0 ? [reaching.filter((each) => isQuick.has(each)), slow] : [byDuration.slice(0, 1)];
  return rounds.filter((tests) => tests.length > 0).map(roundOf);
};
