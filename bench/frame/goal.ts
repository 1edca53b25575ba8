// A goal of the project that the bench itself measures: what it is of, its limit, and whether it is met.
import type { MeasuredGroup } from "./measure-group.ts";
import { lineNamed, ratioOf, summaryOfMetric } from "./read-results.ts";

export interface Goal {
  readonly text: string;
  readonly group: string;
  readonly line: string;
  readonly metric: string;
  /** The line that it is a multiple of; without it, the metric itself is meant. */
  readonly of?: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** What follows the number, such as `ms`. */
  readonly unit?: string;
  readonly digits: number;
  /** Whether it is a time of this machine's processor: another one takes another time for the same. */
  readonly isOfMachine?: boolean;
}

/** What everybody can measure, and how long it took where the goals were set. */
export interface Yardstick {
  readonly text: string;
  readonly group: string;
  readonly line: string;
  readonly metric: string;
  readonly whenSet: number;
}

export interface MeasuredGoal {
  readonly goal: Goal;
  /** Undefined where this run did not measure it. */
  readonly measured: number | undefined;
  readonly isMet: boolean | undefined;
}

const measuredOf = (
  goal: Pick<Goal, "group" | "line" | "metric" | "of">,
  results: readonly MeasuredGroup[],
): number | undefined => {
  const found = results.find(({ group }) => group.name === goal.group);
  const line = found && lineNamed(found, goal.line);
  if (!found || !line) return undefined;
  if (goal.of === undefined) return summaryOfMetric(line, goal.metric)?.median;
  const reference = lineNamed(found, goal.of);
  return reference && ratioOf(line, reference, goal.metric)?.median;
};

/** Undefined where this run did not measure it. */
export const measureYardstick = (yardstick: Yardstick, results: readonly MeasuredGroup[]): number | undefined =>
  measuredOf(yardstick, results);

/** It is the number as it is printed that counts: 2.604 is 2.60. */
const isWithin = ({ atMost = Infinity, atLeast = -Infinity, digits }: Goal, measured: number): boolean => {
  const printed = Number(measured.toFixed(digits));
  return printed <= atMost && printed >= atLeast;
};

export const measureGoals = (goals: readonly Goal[], results: readonly MeasuredGroup[]): readonly MeasuredGoal[] =>
  goals.map((goal) => {
    const measured = measuredOf(goal, results);
    return { goal, measured, isMet: measured === undefined ? undefined : isWithin(goal, measured) };
  });
