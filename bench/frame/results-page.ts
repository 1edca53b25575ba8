// Writes what a run measured as a page: the goals first, then a table for each group.
import type { Goal, MeasuredGoal, Yardstick } from "./goal.ts";
import type { Metric } from "./group.ts";
import type { Machine } from "./machine.ts";
import type { MeasuredGroup, MeasuredLine } from "./measure-group.ts";
import { lineNamed, ratioOf, summaryOfMetric } from "./read-results.ts";
import type { Summary } from "./summary.ts";

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(headings), row(headings.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(row)].join("\n");

const numberOf = (value: number, digits: number): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The spread is left out where there is none: a size in kB is the same in every sample. */
const withSpread = ({ median, low, high }: Summary, digits: number): string => {
  const [middle = "", ...ends] = [median, low, high].map((value) => numberOf(value, digits));
  return ends.every((end) => end === middle) ? middle : `${middle} (${ends.join("–")})`;
};

const ratioDigits = 2;

const cellsOf = (line: MeasuredLine, metric: Metric, reference: MeasuredLine | undefined): readonly string[] => {
  const value = summaryOfMetric(line, metric.key);
  const cells = [value === undefined ? "–" : withSpread(value, metric.digits)];
  if (!metric.hasRatio || !reference) return cells;
  const ratio = ratioOf(line, reference, metric.key);
  return [...cells, ratio === undefined ? "–" : withSpread(ratio, ratioDigits)];
};

const roleNotes: Readonly<Record<MeasuredLine["role"], string>> = {
  ours: "",
  earlier: "",
  rival: " (rival)",
  floor: " (floor)",
};

const groupSection = (measured: MeasuredGroup): string => {
  const { group, lines, rounds } = measured;
  const reference = lineNamed(measured, group.reference);
  const headings = group.metrics.flatMap(({ heading, hasRatio }) =>
    hasRatio && reference ? [heading, `of ${reference.name}`] : [heading],
  );
  const rows = lines.map((line) => [
    `${line.role === "ours" ? `**${line.name}**` : line.name}${roleNotes[line.role]}`,
    ...group.metrics.flatMap((metric) => cellsOf(line, metric, reference)),
  ]);
  const samples = rounds === 1 ? "One sample of each." : `${rounds} samples of each.`;
  return [`## ${group.title}`, `${group.measures} ${samples}`, table(["", ...headings], rows)].join("\n\n");
};

const limitOf = ({ atMost, atLeast, unit = "", digits }: Goal): string => {
  const [sign, limit] = atMost !== undefined ? ["≤", atMost] : ["≥", atLeast ?? 0];
  return `${sign} ${numberOf(limit, digits)}${unit}`;
};

/** How fast the processor was when the goals were set, as a multiple of now. */
export interface Speed {
  readonly yardstick: Yardstick;
  /** Undefined where this run did not measure it. */
  readonly measured: number | undefined;
}

const asWhenSet = ({ goal, measured }: MeasuredGoal, speed: Speed): string =>
  measured === undefined || speed.measured === undefined || !goal.isOfMachine
    ? ""
    : `${numberOf((measured * speed.yardstick.whenSet) / speed.measured, goal.digits)}${goal.unit ?? ""}`;

const goalRow = (measuredGoal: MeasuredGoal, speed: Speed): readonly string[] => {
  const { goal, measured, isMet } = measuredGoal;
  return [
    goal.text,
    limitOf(goal),
    measured === undefined ? "–" : `${numberOf(measured, goal.digits)}${goal.unit ?? ""}`,
    isMet === undefined ? "–" : isMet ? "yes" : "**no**",
    asWhenSet(measuredGoal, speed),
  ];
};

const speedNote = ({ yardstick, measured }: Speed): string =>
  measured === undefined
    ? "Whether a time is met was asked of this machine's processor."
    : `Whether a time is met was asked of this machine's processor, on which ${yardstick.text} took ${numberOf(measured, 2)} ms. The goals were set where it took ${numberOf(yardstick.whenSet, 2)} ms: the last column is what that comes to.`;

export const goalsTable = (goals: readonly MeasuredGoal[], speed: Speed): string =>
  [
    speedNote(speed),
    table(
      ["", "goal", "measured", "met", "as fast as then"],
      goals.map((goal) => goalRow(goal, speed)),
    ),
  ].join("\n\n");

export const groupTables = (results: readonly MeasuredGroup[]): string => results.map(groupSection).join("\n\n");

const machineLines = ({ commit, day, processor, system, node, load, versions }: Machine): string => {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `- Commit ${commit}, on ${day}`,
    `- ${processor}; ${system}; the load was ${load} when it began`,
    `- Node ${node}, ${packages.join(", ")}`,
  ].join("\n");
};

interface Page {
  readonly machine: Machine;
  readonly minutes: number;
  readonly goals: readonly MeasuredGoal[];
  readonly speed: Speed;
  readonly results: readonly MeasuredGroup[];
}

export const resultsPage = ({ machine, minutes, goals, speed, results }: Page): string => `# Benchmarks

\`npm run bench\` writes this page, all of it from one run: nothing here is typed by hand. What is measured how, and why so, says [059](decisions/059-the-bench.md).

${machineLines(machine)}
- The run took ${numberOf(minutes, 0)} minutes

Medians, and between parentheses where the middle half of the samples lies. The lines of a table take their samples in rounds, one each, and a ratio is the median of the ratios within the rounds: what the machine did meanwhile met both. Milliseconds are those of this machine; what holds on another are the ratios.

## Goals

${goalsTable(goals, speed)}

${groupTables(results)}
`;
