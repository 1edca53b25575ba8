// Prints what a step of the demo came to, in columns.
import { alignedTable, type Row } from "../../cli/display/aligned-table.ts";

const print = (...lines: readonly string[]): void => {
  for (const line of lines) console.log(line);
};

export const printTable = (rows: readonly Row[]): void => print(...alignedTable(rows).map((line) => `   ${line}`));

export interface PlayedStep {
  /** What the caller learns beside the session: the reasons of a refusal, the changes of a dry run. */
  readonly remarks: readonly string[];
  /** What is not as expected. */
  readonly problems: readonly string[];
}

export const printOutcome = ({ remarks, problems }: PlayedStep, expected: readonly string[]): void => {
  print(...remarks.map((line) => `   → ${line}`), ...problems.map((line) => `   ✗ ${line}`));
  if (problems.length === 0) print(...expected.map((line) => `   ✓ ${line}`));
};
