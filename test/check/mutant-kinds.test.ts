// Which faults are made by machine, and which are not: each row is a line of code and what becomes of it.
import { expect, test } from "@jest/globals";
import { makeMutants, mutatedSource } from "../../scripts/mutants/make-mutants.ts";

const mutantsOf = (source: string): string[] =>
  makeMutants("lib/any.ts", source).map((mutant) => mutatedSource(source, mutant));

test.each<[string, string, readonly string[]]>([
  ["conditions are forced", "if (a) b;", ["if (true) b;", "if (false) b;", "if (a) ;"]],
  ["a loop is not made endless", "while (a) b;", ["while (false) b;", "while (a) ;"]],
  [
    "boundaries move",
    "export const x = a < b ? c : d;",
    ["a <= b ? c : d", "true ? c : d", "false ? c : d"].map((text) => `export const x = ${text};`),
  ],
  ["comparisons are negated", "export const x = a === b;", ["export const x = a !== b;"]],
  ["negations go", "export const x = !a;", ["export const x = a;"]],
  [
    "parts of a condition go",
    "export const x = a && (b || c);",
    ["a", "(b || c)", "a && (b)", "a && (c)"].map((text) => `export const x = ${text};`),
  ],
  ["defaults go", "export const x = a ?? b;", ["export const x = a;", "export const x = b;"]],
  [
    "what is optional is required",
    "export const x = (a)?.b?.[c];",
    ["export const x = (a)?.b[c];", "export const x = (a).b?.[c];"],
  ],
  ["sums are differences", "export const x = a + b;", ["export const x = a - b;"]],
  ["booleans flip", "export const x = true;", ["export const x = false;"]],
  ["numbers are off by one, large ones twice as much", "f(4, 5_000);", ["f(5, 5_000);", "f(4, 10000);", ";"]],
  ["codes are empty, messages stay", 'f("CODE", "a message");', ['f("", "a message");', ";"]],
  ["lists and objects are empty", "f([a], { b });", ["f([], { b });", "f([a], {});", ";"]],
  [
    "what only narrows a list goes",
    "export const x = (a ?? b).filter(c);",
    ["(a ?? b)", "(a).filter(c)", "(b).filter(c)"].map((text) => `export const x = ${text};`),
  ],
  ["statements are left out, or not waited for", "await f();", ["void f();", ";"]],
  ["throwing is left out", "if (a) throw b;", ["if (true) throw b;", "if (false) throw b;", "if (a) ;"]],
  [
    "types, imports and names stay",
    'import { a } from "b";\nexport type C = "D" | 1;\nexport const x: 1 = a as 1;',
    [],
  ],
  ["what is logged stays", 'log.info("CODE", { a: 1 });', []],
])("%s", (_kind, source, expected) => {
  expect(mutantsOf(source).toSorted()).toEqual(expected.toSorted());
});

test("a mutant says where it is, from the root of the project", () => {
  expect(makeMutants("lib/any.ts", "\nf(1);")[1]).toEqual({
    file: "lib/any.ts",
    line: 2,
    start: 3,
    end: 4,
    original: "1",
    replacement: "2",
  });
});
