// What the project wants to reach, each of the run's own numbers. docs/benchmarks.md shows them first, met or not.
import type { Goal } from "./frame/goal.ts";
import { bundles } from "./groups/bundles.ts";
import { receiveLines } from "./groups/receive-lines.ts";

export const goals: readonly Goal[] = [
  {
    text: `${receiveLines.paths}: its bundle`,
    ...{ group: bundles.name, line: receiveLines.paths, metric: "codeKb", atMost: 300, unit: " kB", digits: 0 },
  },
];
