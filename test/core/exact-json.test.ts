// A number keeps its digits however it is written, and however long it is.
import { expect, test } from "@jest/globals";
import { parseExactJson } from "../../lib/core/exact-json.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

test.each([
  ["12345678901234567890", "12345678901234567890"],
  ["1234567890123456", 1234567890123456],
  ["1.50000000000000000000", 1.5],
  ["12.340e5", 1234000],
  ["1e400", "1e400"],
  ["0.000000000000000000", 0],
])("%s is read as %j", (written, read) => {
  expect(parseExactJson(`{"n":${written}}`)).toEqual({ n: read });
});

test("a number with a hundred thousand zeros is read in moments", async () => {
  const written = `1.${"0".repeat(100_000)}1`;
  let read: unknown;
  // It took nine seconds, and four times as long for each double.
  expect(await cpuMsOf(() => (read = parseExactJson(`[${written}]`)))).toBeLessThan(1_000);
  expect(read).toEqual([written]);
});
