// Puts rows below each other, with columns as wide as they need to be.

export type Row = readonly (string | undefined)[];

/** A line that ends within a cell would pass for another row. */
const onOneLine = (cell: string): string => cell.replaceAll(/\r\n|[\n\r\u2028\u2029]/g, "\uFFFD");

/** What is undefined is shown as a dash. */
export const alignedTable = (rows: readonly Row[]): string => {
  const cells = rows.map((row) => row.map((cell) => (cell === undefined || cell === "" ? "–" : onOneLine(cell))));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
