// Goes round the surfaces until the time is up, with inputs that follow from a seed; what fails is made small, and can be kept.
import fc from "fast-check";
import type { FuzzSurface, OpenSurface } from "./fuzz-surface.ts";

export interface Finding {
  surface: string;
  problem: string;
  input: unknown;
}

interface FuzzOptions {
  surfaces: readonly FuzzSurface[];
  seed: number;
  /** Epoch milliseconds. */
  endsAtMs: number;
  note(line: string): void;
}

export interface FuzzReport {
  counts: ReadonlyMap<string, number>;
  findings: readonly Finding[];
}

/** So many inputs are tried at a surface before the next one has its turn. */
const inputsPerTurn = 25;
/** One fault is made small for so long, at most. */
const shrinkMs = 10_000;

const firstProblem = async (surface: OpenSurface, input: unknown): Promise<string | undefined> => {
  let strayed: unknown;
  const onStray = (error: unknown): void => {
    strayed = error;
  };
  process.on("unhandledRejection", onStray);
  try {
    const [problem] = await surface
      .attempt(input)
      .catch((error: unknown) => [
        `the fuzzer's own surface threw ${error instanceof Error ? error.stack : String(error)}`,
      ]);
    return (
      problem ?? (strayed === undefined ? undefined : `nobody waited for ${String(Object(strayed).stack ?? strayed)}`)
    );
  } finally {
    process.off("unhandledRejection", onStray);
  }
};

export const runFuzz = async ({ surfaces, seed, endsAtMs, note }: FuzzOptions): Promise<FuzzReport> => {
  const known = new Set<string>();
  const counts = new Map<string, number>();
  const findings: Finding[] = [];
  const opened: [string, OpenSurface][] = [];
  for (const { name, open } of surfaces) opened.push([name, await open()]);
  const turn = async (name: string, surface: OpenSurface, round: number): Promise<void> => {
    let problem: string | undefined;
    let shrinkUntil = Number.POSITIVE_INFINITY;
    const property = fc.asyncProperty(surface.inputs, async (input) => {
      if (Date.now() > shrinkUntil) return;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const found = await firstProblem(surface, input);
      if (found === undefined) return;
      if (problem === undefined) shrinkUntil = Date.now() + shrinkMs;
      problem = found;
      throw new Error(found);
    });
    const result = await fc.check(property, { seed: seed + round, numRuns: inputsPerTurn });
    // One defect is found again and again; where it happened tells one from another.
    const kind = `${name} ${problem
      ?.replaceAll(/[\d.]+/g, "")
      .split("\n")
      .slice(0, 3)
      .join()}`;
    if (result.failed && problem !== undefined && !known.has(kind)) {
      known.add(kind);
      const finding = { surface: name, problem, input: result.counterexample?.[0] };
      findings.push(finding);
      note(`${name}: ${problem}\n  input: ${JSON.stringify(finding.input)?.slice(0, 1_000)}`);
    }
  };
  try {
    for (let round = 0; Date.now() < endsAtMs; round += 1)
      for (const [name, surface] of opened) if (Date.now() < endsAtMs) await turn(name, surface, round);
  } finally {
    for (const [, surface] of opened) await surface.close();
  }
  return { counts, findings };
};
