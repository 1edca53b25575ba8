// What the project wants to reach, each of the run's own numbers. docs/benchmarks.md shows them first, met or not.
import type { Goal, Yardstick } from "./frame/goal.ts";
import { bundles } from "./groups/bundles.ts";
import { commandLines, commands } from "./groups/commands.ts";
import { operations } from "./groups/operations.ts";
import { receiveLines } from "./groups/receive-lines.ts";
import { runLines, runs } from "./groups/runs.ts";
import { bareLine, expressLine, starts } from "./groups/starts.ts";
import { queueCallLine, webhooks } from "./groups/webhooks.ts";

const startOf = (line: string, atMost: number): Goal => ({
  ...{ text: `${line}: start and first call, of a bare handler's`, group: starts.name, line, metric: "wallMs" },
  ...{ of: bareLine, atMost, digits: 1 },
});

const cpuOf = (group: string, line: string, atMost: number): Goal => ({
  ...{ text: `${line}: CPU, warm`, group, line, metric: "cpuMs", atMost, unit: " ms", digits: 1 },
  isOfMachine: true,
});

export const yardstick: Yardstick = {
  ...{ text: "one call by the SDK and nothing else", group: webhooks.name, line: queueCallLine, metric: "cpuMs" },
  whenSet: 1.2,
};

export const goals: readonly Goal[] = [
  startOf(receiveLines.paths, 2.6),
  startOf(receiveLines.jsonata, 3.0),
  startOf(receiveLines.functions, 3.2),
  {
    text: `${receiveLines.paths}: start and first call, of Express's`,
    ...{ group: starts.name, line: receiveLines.paths, metric: "wallMs", of: expressLine, atMost: 0.36, digits: 2 },
  },
  startOf("update-session", 3.3),
  cpuOf(webhooks.name, receiveLines.functions, 1.4),
  cpuOf(webhooks.name, receiveLines.jsonata, 1.8),
  cpuOf(commands.name, commandLines.update, 3.5),
  cpuOf(commands.name, commandLines.complete, 6),
  cpuOf(commands.name, commandLines.patch, 3.5),
  {
    text: `${receiveLines.paths}: its bundle`,
    ...{ group: bundles.name, line: receiveLines.paths, metric: "codeKb", atMost: 300, unit: " kB", digits: 0 },
  },
  {
    text: "webhook -> update: US$ a million",
    ...{ group: operations.name, line: "webhook: update", metric: "total", atMost: 12, digits: 1 },
  },
  {
    text: "auto-close, every answer counts: calls a closed session",
    ...{ group: runs.name, line: runLines.everyAnswer, metric: "callsPerClosed", atMost: 1.05, digits: 2 },
  },
  {
    text: "auto-close, by default: calls a closed session",
    ...{ group: runs.name, line: runLines.byDefault, metric: "callsPerClosed", atMost: 2.05, digits: 2 },
  },
  ...[runLines.everyAnswer, runLines.byDefault].map((line) => ({
    text: `auto-close, ${line}: of the rate`,
    ...{ group: runs.name, line, metric: "usedPercent", atLeast: 97, unit: " %", digits: 1 },
  })),
  ...[runLines.everyAnswer, runLines.byDefault].map((line) => ({
    text: `auto-close, ${line}: fullest of WTS's windows (over 100 % there is a 429)`,
    ...{ group: runs.name, line, metric: "fullestPercent", atMost: 100, unit: " %", digits: 1 },
  })),
];
