// Tries mutants, one after the other, in processes that are replaced when they are worn out or broken.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestRound } from "./choose-tests.ts";
import { mutatedSource } from "./make-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { type ProcessSettings, startTestProcess, type TestProcess } from "./test-processes.ts";

const slowerAtMost = 3;
/** Each leaves the modules that it was tried with in memory. */
const mostOrders = 40;

export interface TrialSettings extends ProcessSettings {
  /** What a mutant gets beside the time of its tests, to be imported. */
  graceMs: number;
}

export interface MutantTrial {
  /** True if a test fails; then no further round is begun. */
  isNoticed: (mutant: Mutant, source: string, rounds: readonly TestRound[]) => Promise<boolean>;
  end: () => void;
}

export const startMutantTrial = (settings: TrialSettings): MutantTrial => {
  let current: TestProcess | undefined;
  const end = (): void => {
    current?.end();
    current = undefined;
  };

  const fails = async (mutant: Mutant, source: string, round: TestRound): Promise<boolean> => {
    if (current !== undefined && current.asked >= mostOrders) end();
    current ??= startTestProcess(settings);
    const isFirst = current.asked === 0;
    const url = pathToFileURL(join(settings.root, mutant.file)).href;
    const order = { mutated: { url, source: mutatedSource(source, mutant) }, files: round.files };
    const { outcome } = await current.ask(order, settings.graceMs + slowerAtMost * round.durationMs);
    if (outcome === "passed" || outcome === "failed") return outcome === "failed";
    end();
    // Without an end, or with a crash, it is noticed, too; unless a mutant before it has left that behind.
    return isFirst || (await fails(mutant, source, round));
  };
  const isNoticed: MutantTrial["isNoticed"] = async (mutant, source, rounds) => {
    for (const round of rounds) if (await fails(mutant, source, round)) return true;
    return false;
  };
  return { isNoticed, end };
};
