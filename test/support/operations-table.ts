// Writes counted operations as a table that people read and a test keeps: a cell may say "at most" instead of a number.
import type { Operations } from "./count-operations.ts";

export interface CountedRow {
  name: string;
  operations: Operations;
  /** So many commands were counted together; the row shows one of them. */
  commands: number;
}

const headings = ["", "write units", "of indexes", "read units", "table calls", "queue calls", "bus", "secrets", "WTS"];
const ruler = ["---", ...headings.slice(1, -1).map(() => "--:"), "---"];

const cellsOf = ({ name, operations, commands }: CountedRow): string[] => {
  const each = (count: number): string => String(Math.round((100 * count) / commands) / 100);
  const { writeUnits, indexUnits, readUnits, tableCalls, queueCalls, busEntries, secrets, wts } = operations;
  const calls = Object.entries(wts).map(([kind, count]) => `${each(count)} ${kind}`);
  return [
    name,
    ...[writeUnits, indexUnits, readUnits, tableCalls, queueCalls, busEntries, secrets].map(each),
    calls.join(", ") || "–",
  ];
};

const cellsIn = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

const lineOf = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const linesIn = (table: string): string[] =>
  table
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A cell that says "≤5" is kept where what was counted is no more. */
const asExpected = (cell: string, expected: string | undefined): string =>
  expected?.startsWith("≤") && Number(cell) <= Number(expected.slice(1)) ? expected : cell;

/** The lines of what was counted; they are those of `expected` where all is as it should be. */
export const operationsTable = (
  rows: readonly CountedRow[],
  expected: string,
): { found: string[]; wanted: string[] } => {
  const wanted = linesIn(expected).map((line) => lineOf(cellsIn(line)));
  const expectedOf = new Map(wanted.map((line) => [cellsIn(line)[0], cellsIn(line)]));
  const found = rows.map((row) => {
    const cells = cellsOf(row);
    return lineOf(cells.map((cell, column) => asExpected(cell, expectedOf.get(cells[0])?.[column])));
  });
  return { found: [lineOf(headings), lineOf(ruler), ...found], wanted };
};
