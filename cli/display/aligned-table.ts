// Puts rows below each other, with columns as wide as they need to be.
import { shownText } from "../../lib/core/texts/shown-text.ts";
import { displayWidth } from "./display-width.ts";

export type Row = readonly (string | undefined)[];

/** Answers a line for each row, whatever stands in its cells. What is undefined is shown as a dash. */
export const alignedTable = (rows: readonly Row[]): string[] => {
  const cells = rows.map((row) => row.map((cell) => (cell === undefined || cell === "" ? "–" : shownText(cell))));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ""))));
  const padded = (cell: string, column: number): string =>
    cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
  return cells.map((row) => row.map(padded).join("  ").trimEnd());
};
