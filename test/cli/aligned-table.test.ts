// Columns stay below each other whatever people are called, and a cell never becomes a row.
import { expect, test } from "@jest/globals";
import { alignedTable } from "../../cli/display/aligned-table.ts";
import { displayWidth } from "../../cli/display/display-width.ts";

test.each([
  ["Joao", 4],
  ["João", 4],
  ["Joa\u0303o", 4],
  ["👍🏽", 2],
  ["👩‍👩‍👧", 2],
  ["🇧🇷", 2],
  ["❤️", 2],
  ["☎", 1],
  ["中文", 4],
  ["한국", 4],
  ["ｱｲ", 2],
  ["№ 1º", 4],
])("%s takes %i columns", (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test("what stands in the next column begins below what stands above it", () => {
  const names = ["Ana", "João", "Joa\u0303o", "👩‍👩‍👧 família", "中文", "Ana\nForged  yes", "\u202eabc"];
  const lines = alignedTable(names.map((name) => [name, "|"]));
  expect(lines).toHaveLength(names.length);
  expect(new Set(lines.map((line) => displayWidth(line))).size).toBe(1);
  expect(lines[5]).toContain(String.raw`Ana\nForged  yes`);
});

test("nothing is shown as a dash", () => {
  expect(
    alignedTable([
      ["A", "B"],
      [undefined, ""],
    ]),
  ).toEqual(["A  B", "–  –"]);
});
