// The tool that makes faults by machine, on a project of one function: it names the faults which that one's test does not notice.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { type MutantRun, runMutants } from "../../scripts/mutants/run-mutants.ts";

const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

const makeProject = (files: Readonly<Record<string, string>>): string => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "mutants-test-")));
  roots.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
};

const linesOf = async (root: string, options: Partial<MutantRun> = {}): Promise<string[]> => {
  const lines: string[] = [];
  const notes: string[] = [];
  await runMutants({
    root,
    paths: ["lib"],
    seed: "1",
    workers: 2,
    graceMs: 30_000,
    print: (line) => lines.push(line),
    note: (line) => notes.push(line),
    ...options,
  });
  expect(notes.filter((note) => note.includes("left out"))).toEqual([]);
  return lines;
};

const fee = `// How much a payment costs.
export const fee = (cents: number): number => (cents > 100 ? cents * 2 : 0);

export const unused = (cents: number): number => -cents;
`;

const testOf = (name: string, body: string): string => `import { expect, test } from "@jest/globals";
import { ${name} } from "../lib/${name}.ts";
test("it holds", async () => {
  ${body}
});
`;

test("what no test notices is printed with its line, and the rest is counted", async () => {
  const root = makeProject({
    "lib/fee.ts": fee,
    "test/fee.test.ts": testOf("fee", "expect([fee(200), fee(50)]).toEqual([400, 0]);"),
  });
  expect(await linesOf(root)).toEqual([
    "lib/fee.ts",
    "  lib/fee.ts:2  cents > 100 -> cents >= 100",
    "  lib/fee.ts:2  100 -> 101",
    "  lib/fee.ts:4  -cents -> cents  (not reached)",
    "",
    "8 made, 5 noticed, 2 survived, 1 not reached; 62.5 % noticed",
  ]);
});

test("a better test leaves nothing to print", async () => {
  const root = makeProject({
    "lib/fee.ts": fee.slice(0, fee.indexOf("\nexport const unused")),
    "test/fee.test.ts": testOf("fee", "expect([fee(101), fee(100)]).toEqual([202, 0]);"),
  });
  expect(await linesOf(root)).toEqual(["7 made, 7 noticed, 0 survived, 0 not reached; 100.0 % noticed"]);
});

test("a fault that never ends, and one that ends the process, are noticed", async () => {
  const root = makeProject({
    "lib/count.ts":
      "export const count = (left: number): number => {\n  while (left > 0) left -= 1;\n  return left;\n};\n",
    "lib/leave.ts": "export const leave = (): void => {\n  if (process.pid < 0) process.exit();\n};\n",
    "test/count.test.ts": testOf("count", "expect(count(3)).toBe(0);"),
    "test/leave.test.ts": testOf("leave", "expect(leave()).toBe(undefined);"),
  });
  const noticed = ["left > 0 -> left >= 0", "left -= 1 -> left += 1", "process.pid < 0 -> true"];
  const lines = await linesOf(root, { graceMs: 2_000 });
  expect(lines.filter((line) => noticed.some((text) => line.endsWith(text)))).toEqual([]);
  expect(lines).toContain("  lib/leave.ts:2  process.pid < 0 -> false");
});

test("a sample is as large as was asked for, and the same each time", async () => {
  const root = makeProject({
    "lib/fee.ts": fee,
    "test/fee.test.ts": testOf("fee", "expect(fee(200)).toBeDefined();"),
  });
  const [first, second] = [await linesOf(root, { sample: 3 }), await linesOf(root, { sample: 3 })];
  expect(first).toEqual(second);
  expect(first.at(-1)).toMatch(/^3 made, /);
});

test("a path without code is refused", async () => {
  const root = makeProject({ "lib/notes.md": "" });
  await expect(linesOf(root)).rejects.toThrow("lib has no TypeScript to make mutants in: name folders or files");
});
