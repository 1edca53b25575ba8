// Which tests a mutant is tried with: too few of them would make survivors of what the tests notice well.
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { chooseTests } from "../../scripts/mutants/choose-tests.ts";
import { nearestTests } from "../../scripts/mutants/nearest-tests.ts";
import type { DryRun } from "../../scripts/mutants/test-order.ts";

const root = "/project";
const url = pathToFileURL("/project/lib/fee.ts").href;
const mutant = { file: "lib/fee.ts", line: 1, start: 7, end: 8, original: "1", replacement: "2" };

const runOf = (
  durationsMs: readonly number[],
  places: readonly number[],
  atImport: readonly number[] = [],
): DryRun => ({
  count: durationsMs.length,
  atImport: { [url]: atImport },
  tests: durationsMs.map((durationMs, index) => ({
    index,
    title: `test ${index}`,
    isPassed: true,
    durationMs,
    reached: { [url]: places },
  })),
});

describe("of the tests that reach it", () => {
  const choose = (runs: Readonly<Record<string, DryRun>>, slowdown = 1) =>
    chooseTests(mutant, Object.keys(runs), new Map(Object.entries(runs)), { root, slowdown });

  test("the quick ones of all files come first, and slow ones push none of them out", () => {
    const runs = { "test/near.test.ts": runOf([5_000, 20, 3_000], [7]), "test/far.test.ts": runOf([30], [7]) };
    expect(choose(runs)).toEqual([
      {
        files: [
          { path: "/project/test/near.test.ts", only: [1], count: 3 },
          { path: "/project/test/far.test.ts", only: [0], count: 1 },
        ],
        durationMs: 50,
      },
      { files: [{ path: "/project/test/near.test.ts", only: [2], count: 3 }], durationMs: 3_000 },
    ]);
  });

  test("as many are chosen on a machine where everything takes longer", () => {
    const runs = { "test/near.test.ts": runOf([5_000, 3_000], [7]) };
    expect(choose(runs, 2).map(({ durationMs }) => durationMs)).toEqual([8_000]);
  });

  test("a test that takes longer than all the time there is runs alone", () => {
    const runs = { "test/near.test.ts": runOf([20_000, 30_000], [7]) };
    expect(choose(runs).map(({ durationMs }) => durationMs)).toEqual([20_000]);
  });

  test("what is reached at import may show in any test of the file", () => {
    expect(choose({ "test/near.test.ts": runOf([20, 30], [], [7]) })[0]?.files[0]?.only).toEqual([0, 1]);
  });

  test("there may be none", () => {
    expect(choose({ "test/near.test.ts": runOf([20], [6, 8]) })).toEqual([]);
  });
});

test("the nearest test files are those of its own capability, then a few that import it most directly", () => {
  const importersOf = new Map([
    ["lib/routing/rules/chain.ts", ["lib/routing/rules/decide.ts", "test/cli/explain.test.ts", "test/docs/a.test.ts"]],
    [
      "lib/routing/rules/decide.ts",
      ["test/routing/rules/decide.test.ts", "lib/routing/route.ts", "test/aws/a.test.ts"],
    ],
    ["lib/routing/route.ts", ["test/routing/route.test.ts", "test/aws/b.test.ts", "test/functions/c.test.ts"]],
  ]);
  expect(nearestTests("lib/routing/rules/chain.ts", importersOf)).toEqual([
    "test/routing/rules/decide.test.ts",
    "test/routing/route.test.ts",
    "test/cli/explain.test.ts",
    "test/aws/a.test.ts",
  ]);
});
