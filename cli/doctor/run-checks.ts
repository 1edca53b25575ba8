// Runs checks side by side, each within its time: one that fails or hangs hides none of the others.
import { type CheckName, checkNames, type Finding, notChecked, type Saying, verdicts } from "./finding.ts";

export interface Check {
  /** What its failure is told under. */
  readonly name: CheckName;
  run(): Promise<readonly Finding[]>;
}

interface Limits {
  readonly limitMs: number;
  failed(error: unknown): Saying;
  tookTooLong(limitMs: number): Saying;
}

const within = async (check: Check, { limitMs, failed, tookTooLong }: Limits): Promise<readonly Finding[]> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => resolve([notChecked(check.name, tookTooLong(limitMs))]), limitMs);
  });
  try {
    return await Promise.race([check.run(), late]);
  } catch (error) {
    return [notChecked(check.name, failed(error))];
  } finally {
    clearTimeout(timer);
  }
};

const place = ({ check, verdict }: Finding): number =>
  checkNames.indexOf(check) * verdicts.length + verdicts.indexOf(verdict);

/** In the order of the checks' names, whichever was done first. */
export const runChecks = async (checks: readonly Check[], limits: Limits): Promise<readonly Finding[]> => {
  const found = await Promise.all(checks.map((check) => within(check, limits)));
  return found.flat().toSorted((one, other) => place(one) - place(other));
};
