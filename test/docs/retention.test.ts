// How long each thing is kept is said alike in both languages.
import { expect, test } from "@jest/globals";
import { retentionRows } from "../../scripts/docs/retention-table.ts";
import { pageAt } from "./support/documents.ts";

const numbersIn = (text: string): readonly string[] => text.match(/\d+|`[^`]+`/g) ?? [];

test("the Portuguese table has the rows of the English one, with the same times", () => {
  const lines = pageAt("docs/pt-BR/privacy.md")
    .text.split("\n")
    .filter((line) => line.startsWith("| "));
  const rows = lines.map((line) => line.slice(2, -2).split(" | ")).filter((cells) => cells.length === 3);
  const [, ...kept] = rows.map((cells) => numbersIn(cells[2] ?? ""));
  expect(kept).toEqual(retentionRows().map(([, , text]) => numbersIn(text)));
});
