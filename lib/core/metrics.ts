// Which metrics a stage has: ten at most, since each costs by the month, and none that says whose session or message it was.
import type { Outcome, OutcomeType } from "./outcome.ts";

export const metricNamespace = "wts-session-hooks";
/** The only dimension: each further one multiplies what all of them cost. */
export const metricDimension = "stage";

interface MetricRow {
  /** As CloudWatch calls it. */
  readonly unit: "Count" | "Milliseconds" | "Percent";
  /** What becomes of several values of one invocation: one number, the highest, or each is kept, for percentiles. */
  readonly several: "added" | "highest" | "each";
  /** CloudWatch's statistic that makes sense of it. */
  readonly statistic: "Sum" | "Maximum" | "p95";
}

export const metricRows = {
  accepted: { unit: "Count", several: "added", statistic: "Sum" },
  applied: { unit: "Count", several: "added", statistic: "Sum" },
  rejected: { unit: "Count", several: "added", statistic: "Sum" },
  parked: { unit: "Count", several: "added", statistic: "Sum" },
  latency: { unit: "Milliseconds", several: "each", statistic: "p95" },
  "wts-calls": { unit: "Count", several: "added", statistic: "Sum" },
  "rate-share": { unit: "Percent", several: "highest", statistic: "Maximum" },
  closed: { unit: "Count", several: "added", statistic: "Sum" },
  moved: { unit: "Count", several: "added", statistic: "Sum" },
  waiting: { unit: "Count", several: "added", statistic: "Maximum" },
} as const satisfies Readonly<Record<string, MetricRow>>;

export type MetricName = keyof typeof metricRows;
export const metricNames = Object.keys(metricRows) as readonly MetricName[];

/** One value, or several of a metric that keeps each. */
export type MetricValues = Readonly<Partial<Record<MetricName, number | readonly number[]>>>;

/** These are reported by account or source as well, where hooks.config.ts wants it. */
export const brokenDown: readonly MetricName[] = ["applied", "rejected"];

/** What each outcome counts as. A hold that is over and a message that did not arrive are nobody's command. */
const metricsOfType: Readonly<Record<OutcomeType, readonly MetricName[]>> = {
  "Session Updated": ["applied"],
  "Session Closed": ["applied", "closed"],
  "Session Reassigned": ["applied", "moved"],
  "Session Held": ["applied"],
  "Session Update Rejected": ["rejected"],
  "Session Reassignment Failed": ["rejected"],
  "Session Hold Ended": [],
  "Message Failed": [],
};

export const metricsOf = ({ type }: Pick<Outcome, "type">): readonly MetricName[] => metricsOfType[type];
