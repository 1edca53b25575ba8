// Makes mutants, tries each with the tests that reach it, and prints which of them nobody noticed.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chooseTests } from "./choose-tests.ts";
import { dryRun } from "./dry-run.ts";
import { readImporters } from "./import-graph.ts";
import { inParallel } from "./in-parallel.ts";
import { makeMutants } from "./make-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { type MutantTrial, startMutantTrial } from "./mutant-trial.ts";
import { nearestTests } from "./nearest-tests.ts";
import { report, type TriedMutant } from "./report.ts";
import { shuffle } from "./sample.ts";
import { sourceFiles } from "./source-files.ts";

export interface MutantRun {
  root: string;
  /** Folders or files, from the root. */
  paths: readonly string[];
  /** So many of all that could be made. */
  sample?: number;
  seed: string;
  /** When it passes, no further mutant is begun. */
  timeLimitMs?: number;
  /** When it is aborted no further mutant is begun, either, and what is known by then is printed. */
  stop?: AbortSignal;
  workers: number;
  /** What a mutant gets beside three times what its tests take without it; then it counts as noticed. */
  graceMs: number;
  /** The result. */
  print: (line: string) => void;
  /** What happens meanwhile. */
  note: (line: string) => void;
}

const progressEvery = 50;

const chooseMutants = (mutants: readonly Mutant[], { sample, timeLimitMs, seed }: MutantRun): readonly Mutant[] =>
  sample === undefined && timeLimitMs === undefined ? mutants : shuffle(mutants, seed).slice(0, sample);

const inOrder = (one: Mutant, other: Mutant): number =>
  one.file === other.file ? one.start - other.start : one.file < other.file ? -1 : 1;

const tryAll = async (run: MutantRun, temporaryFolder: string): Promise<TriedMutant[]> => {
  const { root, paths, timeLimitMs = Number.POSITIVE_INFINITY, stop, workers, graceMs, note } = run;
  const begunAt = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - begunAt) / 1_000)} s`;
  const files = sourceFiles(root, paths);
  const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const mutants = chooseMutants(
    [...sources].flatMap(([file, source]) => makeMutants(file, source)),
    run,
  );

  const importersOf = readImporters(root);
  const testsOf = new Map(files.map((file) => [file, nearestTests(file, importersOf)]));
  const testFiles = [...new Set(mutants.flatMap(({ file }) => testsOf.get(file) ?? []))];
  note(`${mutants.length} mutants of ${files.length} files; ${testFiles.length} test files run once without any`);
  const settings = { root, temporaryFolder, graceMs };
  const runs = await dryRun(testFiles, mutants, { ...settings, workers, print: note });
  note(`known after ${seconds()} which test reaches which mutant`);

  const slowdown = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

  let done = 0;
  const trials = Array.from({ length: workers }, () => startMutantTrial(settings));
  const tryWith =
    (trial: MutantTrial) =>
    async (mutant: Mutant): Promise<TriedMutant> => {
      if (stop?.aborted || performance.now() - begunAt > timeLimitMs) return { mutant, outcome: "not tried" };
      const rounds = chooseTests(mutant, testsOf.get(mutant.file) ?? [], runs, { root, slowdown });
      if (rounds.length === 0) return { mutant, outcome: "not reached" };
      const noticed = await trial.isNoticed(mutant, sources.get(mutant.file) ?? "", rounds);
      done += 1;
      if (done % progressEvery === 0) note(`${done} of ${mutants.length} tried after ${seconds()}`);
      return { mutant, outcome: noticed ? "noticed" : "survived" };
    };
  try {
    return await inParallel(mutants, trials.map(tryWith));
  } finally {
    for (const trial of trials) trial.end();
  }
};

export const runMutants = async (run: MutantRun): Promise<void> => {
  const temporaryFolder = mkdtempSync(join(tmpdir(), "mutants-"));
  try {
    const tried = await tryAll(run, temporaryFolder);
    for (const line of report(tried.toSorted((one, other) => inOrder(one.mutant, other.mutant)))) run.print(line);
  } finally {
    rmSync(temporaryFolder, { recursive: true, force: true });
  }
};
