// `npm run bench`: measures what is promised of cost and speed, each beside its rivals and its floor, and writes docs/benchmarks.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { measureGoals, measureYardstick } from "./frame/goal.ts";
import type { Group } from "./frame/group.ts";
import { machineNow, versionsIn } from "./frame/machine.ts";
import { type MeasuredGroup, measureGroup } from "./frame/measure-group.ts";
import { goalsTable, groupTables, resultsPage } from "./frame/results-page.ts";
import { sharedParts } from "./frame/shared.ts";
import { goals, yardstick } from "./goals.ts";
import { groups } from "./groups.ts";
import { packageFiles } from "./world/package-files.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

interface Options {
  readonly only?: readonly string[];
  readonly quick?: boolean;
  readonly rounds?: number;
  readonly beside?: string;
}

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("expected a whole number from 1 to 9999");
  return Number(text);
};

const note = (line: string): void => console.error(line);

interface Chosen {
  readonly group: Group;
  wants(line: string): boolean;
}

/** `starts` is all of a group, `starts/express` what of it begins so, beside the reference. */
const chosenOf = (only: readonly string[] | undefined): readonly Chosen[] => {
  if (only === undefined) return groups.map((group) => ({ group, wants: () => true }));
  const parts = only.map((name) => {
    const [group = "", ...line] = name.split("/");
    return { group, line: line.join("/") };
  });
  const unknown = parts.filter(({ group }) => !groups.some(({ name }) => name === group));
  if (unknown.length > 0)
    throw new Error(
      `--only takes ${groups.map(({ name }) => name).join(", ")}, each with /<the beginning of a line> if you like; ${unknown.map(({ group }) => group).join(", ")} is none of them`,
    );
  return groups.flatMap((group) => {
    const own = parts.filter((part) => part.group === group.name);
    return own.length === 0 ? [] : [{ group, wants: (line: string) => own.some((part) => line.startsWith(part.line)) }];
  });
};

const run = async ({ only, quick = false, rounds, beside }: Options): Promise<void> => {
  const startMs = performance.now();
  const chosen = chosenOf(only);
  const began = machineNow();
  const shared = sharedParts({ isQuick: quick, beside, note });
  const results: MeasuredGroup[] = [];
  try {
    for (const { group, wants } of chosen) results.push(await measureGroup(group, shared, { rounds, wants }));
  } finally {
    await shared.close();
  }
  const measuredGoals = measureGoals(goals, results);
  const speed = { yardstick, measured: measureYardstick(yardstick, results) };
  const machine = { ...began, versions: versionsIn(packageFiles()) };
  const minutes = (performance.now() - startMs) / 60_000;
  console.log(`${groupTables(results)}\n\n## Goals\n\n${goalsTable(measuredGoals, speed)}`);
  mkdirSync(here("../.local/bench"), { recursive: true });
  writeFileSync(here("../.local/bench/results.json"), `${JSON.stringify({ machine, results }, undefined, 1)}\n`);
  // Fewer rounds are whole as well: each table says how many there were.
  const isWhole = only === undefined && beside === undefined && !quick;
  if (!isWhole) return note("docs/benchmarks.md was left as it is: only a whole run writes it");
  writeFileSync(here("../docs/benchmarks.md"), resultsPage({ machine, minutes, goals: measuredGoals, speed, results }));
  note(`docs/benchmarks.md was written, after ${minutes.toFixed(1)} minutes`);
};

await new Command("npm run bench --")
  .description(
    "Measures starts, processor time, bundles and what else is promised, each line beside its rivals and its floor in the same run, and writes docs/benchmarks.md. What was measured stands in .local/bench/results.json, too.",
  )
  .option("--only <groups...>", `of ${groups.map(({ name }) => name).join(", ")}, such as starts or starts/receive`)
  .option("--quick", "fewer samples: it shows that all runs, and roughly how it stands", false)
  .option("--rounds <rounds>", "so many samples of each line", whole)
  .option("--beside <commit>", "also measures the functions of another commit, where a group can")
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
// Whatever a group may have left open does not hold up the end of the run.
process.exit();
