// Runs test files once without a fault, to learn which of their tests reaches which mutant, and how long it takes.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inParallel } from "./in-parallel.ts";
import type { Mutant } from "./mutant.ts";
import type { DryRun } from "./test-order.ts";
import { type ProcessSettings, startTestProcess } from "./test-processes.ts";

/** A file that takes longer would cost each mutant too much. */
const limitMs = 120_000;

const placesToWatch = (root: string, mutants: readonly Mutant[]): Record<string, number[]> =>
  Object.fromEntries(
    [...Map.groupBy(mutants, ({ file }) => file)].map(([file, found]) => [
      pathToFileURL(join(root, file)).href,
      [...new Set(found.map(({ start }) => start))],
    ]),
  );

export interface DryRunSettings extends ProcessSettings {
  workers: number;
  print: (line: string) => void;
}

/** By test file; one that fails without any fault is left out, and so is a test. */
export const dryRun = async (
  testFiles: readonly string[],
  mutants: readonly Mutant[],
  { workers, print, ...settings }: DryRunSettings,
): Promise<Map<string, DryRun>> => {
  const watched = placesToWatch(settings.root, mutants);
  const record = async (file: string) => {
    const testProcess = startTestProcess(settings);
    const answer = await testProcess.ask({ path: join(settings.root, file), watched }, limitMs);
    testProcess.end();
    if (answer.outcome !== "recorded") {
      print(`${file} is left out: it ${answer.outcome} without any fault`);
      return [];
    }
    const { tests, ...run } = answer.run;
    for (const { title } of tests.filter(({ isPassed }) => !isPassed))
      print(`${file}: "${title}" is left out: it failed without any fault`);
    return [[file, { ...run, tests: tests.filter(({ isPassed }) => isPassed) }] as const];
  };
  const runs = await inParallel(
    testFiles,
    Array.from({ length: workers }, () => record),
  );
  return new Map(runs.flat());
};
