// Files that an import writes of hostile workflows, hundreds at once: TypeScript takes each, as strict as it can be. And many more flows
// than npm test tries, played beside what is written of them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { importWorkflow } from "../../cli/n8n/import-workflow.ts";
import { parseWorkflows } from "../../cli/n8n/workflow/read-workflows.ts";
import { anyFlow, checkFlow } from "../cli/n8n/support/any-flow.ts";
import { checkText } from "../cli/n8n/support/check-text.ts";
import { hostileWorkflow } from "../cli/n8n/support/hostile-workflow.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const writtenOf = (workflow: unknown): readonly string[] =>
  parseWorkflows("x.json", JSON.stringify(workflow)).flatMap((each) =>
    importWorkflow(each, { language: "pt-BR", hosts: [], used: new Set() }).sources.map(({ text }) => text),
  );

/** Within the project, where TypeScript finds the types of Node. */
const compile = (texts: readonly string[]): string => {
  const folder = mkdtempSync(join(root, "test", ".n8n-written-"));
  try {
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, `source-${index}.ts`), text);
    const paths = { "wts-session-hooks": [join(root, "lib/config.ts")] };
    const options = { extends: join(root, "tsconfig.json"), compilerOptions: { paths }, include: ["*.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
    return spawnSync("node_modules/.bin/tsc", ["--noEmit", "-p", folder], { cwd: root, encoding: "utf8" }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test("six hundred hostile workflows are TypeScript that compiles", () => {
  const texts = fc.sample(hostileWorkflow, 600).flatMap(writtenOf);
  for (const text of texts) checkText(text);
  expect(texts.length).toBeGreaterThan(500);
  expect(compile(texts)).toBe("");
}, 60_000);

test("what does not compile is found so", () => {
  expect(compile(["export const a: string = 1;"])).toContain("error TS2322");
}, 60_000);

test("four hundred flows", () => fc.assert(fc.asyncProperty(anyFlow, checkFlow), { numRuns: 400 }), 60_000);
