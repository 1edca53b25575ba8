// Runs the model again and again, each time with a seed of its own, until something is wrong.
import { type ModelRun, runModel, type Trouble } from "./lifecycle-model.ts";
import type { LifecycleParts } from "./plant-fault.ts";

const troubles: readonly Trouble[] = [
  { dies: 0.04, fails: 0, losesAnswer: 0, stalls: 0.03 },
  { dies: 0.02, fails: 0.03, losesAnswer: 0, stalls: 0.03 },
  { dies: 0.02, fails: 0.02, losesAnswer: 0.03, stalls: 0.03 },
  { dies: 0, fails: 0.05, losesAnswer: 0.05, stalls: 0.03 },
  { dies: 0, fails: 0, losesAnswer: 0, stalls: 0.15 },
  { dies: 0, fails: 0.12, losesAnswer: 0.12, stalls: 0.01 },
];

interface Found {
  /** How many workers died in all runs. */
  deaths: number;
  /** How many outside steps there were. */
  steps: number;
  /** What was wrong in the first run that had problems, and how it came to it; nothing where none had. */
  report: readonly string[];
}

export const firstProblem = async (parts: LifecycleParts, from: number, count: number): Promise<Found> => {
  const total = { deaths: 0, steps: 0 };
  for (let seed = from; seed < from + count; seed += 1) {
    const trouble = troubles[seed % troubles.length] ?? { dies: 0, fails: 0, losesAnswer: 0, stalls: 0 };
    const { problems, story, deaths, steps }: ModelRun = await runModel(parts, seed, trouble);
    total.deaths += deaths;
    total.steps += steps;
    if (problems.length > 0) return { ...total, report: [`seed ${seed}`, ...problems, ...story] };
  }
  return { ...total, report: [] };
};
