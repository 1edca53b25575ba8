// How long each thing is kept is said alike in both languages.
import { expect, test } from "@jest/globals";
import { retentionRows } from "../../scripts/docs/retention-table.ts";
import { storeRows } from "../../scripts/docs/store-table.ts";
import { pageAt, tableRows } from "./support/documents.ts";

const numbersIn = (text: string): readonly string[] => text.match(/\d+|`[^`]+`/g) ?? [];

test("where something lies is told in Portuguese as well, with the same times", () => {
  const rows = tableRows(pageAt("SECURITY.pt-BR.md")).map((cells) => [cells[0], numbersIn(cells[2] ?? "")]);
  for (const [id, , kept] of storeRows()) expect(rows).toContainEqual([`\`${id}\``, numbersIn(kept)]);
});

test("the Portuguese table has the rows of the English one, with the same times", () => {
  const lines = pageAt("docs/pt-BR/privacy.md")
    .text.split("\n")
    .filter((line) => line.startsWith("| "));
  const rows = lines.map((line) => line.slice(2, -2).split(" | ")).filter((cells) => cells.length === 3);
  const [, ...kept] = rows.map((cells) => numbersIn(cells[2] ?? ""));
  expect(kept).toEqual(retentionRows().map(([, , text]) => numbersIn(text)));
});
