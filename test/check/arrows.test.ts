// `npm run check` holds the arrows between folders: one planted violation of each kind is found.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, matchesGlob, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../..", import.meta.url));
const biome = join(dirname(createRequire(import.meta.url).resolve("@biomejs/biome/package.json")), "bin/biome");
let folder: string;

/** Each file with what it imports, which exists unless it is a package. */
const files: Record<string, string> = {
  "lib/core/value.ts": "export const value = 1; export interface Value { value: 1 }",
  "lib/core/hours/hour.ts": 'import { value } from "../value.ts"; export const hour = value;',
  "lib/runtime/clock.ts": 'import { value } from "../core/value.ts"; export const clock = value;',
  "lib/wts/client.ts": "export const client = 1; export interface Client { client: 1 }",
  "lib/wts/rate-limit/rules.ts": 'import { clock } from "../../runtime/clock.ts"; export const rules = clock;',
  "lib/aws/table.ts":
    'import { client } from "../wts/client.ts"; import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; export const table = [client, DynamoDBClient];',
  "lib/commands/apply/apply.ts":
    'import { table } from "../../aws/table.ts"; import { plan } from "../plan.ts"; export const apply = [table, plan];',
  "lib/commands/plan.ts": "export const plan = 1;",
  "lib/routing/rules/decide.ts":
    'import { hour } from "../../core/hours/hour.ts"; import { pick } from "./pick.ts"; export const decide = [hour, pick];',
  "lib/routing/rules/pick.ts": "export const pick = 1;",
  "lib/routing/move.ts":
    'import { apply } from "../commands/apply/apply.ts"; import { decide } from "./rules/decide.ts"; export const move = [apply, decide];',
  "lib/auto-close/rules/plan.ts": "export const plan = 1; export interface Plan { plan: 1 }",
  "lib/webhooks/signatures/verify.ts": 'import { value } from "../../core/value.ts"; export const verify = value;',
  "functions/move.ts": 'import { move } from "../lib/routing/move.ts"; export const handler = move;',
};

const lint = (paths: readonly string[]): { status: number | null; found: string[] } => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [biome, "lint", "--vcs-enabled=false", "--reporter=json", ...paths],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: unknown } }[] };
  const pathOf = (path: unknown) => (typeof path === "string" ? path : (path as { file: string }).file);
  return { status, found: diagnostics.map(({ category, location }) => `${pathOf(location.path)} ${category}`) };
};
const write = (file: string, text: string): void => {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "arrows-"));
  for (const file of ["biome.json", "biome.arrows.json"]) copyFileSync(join(root, file), join(folder, file));
  for (const [file, text] of Object.entries(files)) write(file, `${text}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a house in which every arrow goes down is left in peace", () => {
  expect(lint(Object.keys(files))).toEqual({ status: 0, found: [] });
});

test("every folder of lib has an arrow of its own", () => {
  const folders = readdirSync(join(root, "lib"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== join(root, "lib"))
    .map(({ parentPath }) => relative(root, parentPath));
  const patterns = (
    JSON.parse(readFileSync(join(root, "biome.arrows.json"), "utf8")) as { overrides: { includes: string[] }[] }
  ).overrides.flatMap(({ includes }) => includes);
  const hasArrow = (folder: string) => patterns.some((pattern) => matchesGlob(`${folder}/any.ts`, pattern));
  expect(folders.length).toBeGreaterThan(100);
  expect(folders.filter((folder) => !hasArrow(folder))).toEqual([]);
});

const arrow = "lint/style/noRestrictedImports";
const cycle = "lint/suspicious/noImportCycles";

test.each<[string, string, string, string]>([
  ["core that imports a capability", "lib/core/planted.ts", 'import { move } from "../routing/move.ts";', arrow],
  ["core that takes only a type", "lib/core/planted.ts", 'import type { Client } from "../wts/client.ts";', arrow],
  [
    "a folder of core that leaves it",
    "lib/core/hours/planted.ts",
    'import type { Client } from "../../wts/client.ts";',
    arrow,
  ],
  [
    "core that loads something later",
    "lib/core/planted.ts",
    'export const load = () => import("../wts/client.ts");',
    arrow,
  ],
  ["core that passes something on", "lib/core/planted.ts", 'export type { Client } from "../wts/client.ts";', arrow],
  ["core that reads files", "lib/core/planted.ts", 'import { readFileSync } from "node:fs";', arrow],
  ["rules that import what acts", "lib/routing/rules/planted.ts", 'import { move } from "../move.ts";', arrow],
  [
    "rules that import WTS's types",
    "lib/routing/rules/planted.ts",
    'import type { Client } from "../../wts/client.ts";',
    arrow,
  ],
  [
    "rules that import another's rules",
    "lib/routing/rules/planted.ts",
    'import type { Plan } from "../../auto-close/rules/plan.ts";',
    arrow,
  ],
  [
    "signatures that import WTS's types",
    "lib/webhooks/signatures/planted.ts",
    'import type { Client } from "../../wts/client.ts";',
    arrow,
  ],
  [
    "a scheme that imports a capability",
    "lib/webhooks/signatures/schemes/planted.ts",
    'import { move } from "../../../routing/move.ts";',
    arrow,
  ],
  [
    "a capability that imports another one",
    "lib/routing/planted.ts",
    'import type { Plan } from "../auto-close/rules/plan.ts";',
    arrow,
  ],
  ["wts that imports aws", "lib/wts/planted.ts", 'import { table } from "../aws/table.ts";', arrow],
  [
    "a folder of wts that imports aws",
    "lib/wts/rate-limit/planted.ts",
    'import { table } from "../../aws/table.ts";',
    arrow,
  ],
  [
    "commands that import a capability",
    "lib/commands/apply/planted.ts",
    'import { move } from "../../routing/move.ts";',
    arrow,
  ],
  [
    "the AWS SDK outside of lib/aws",
    "lib/commands/planted.ts",
    'import { SQSClient } from "@aws-sdk/client-sqs";',
    arrow,
  ],
  [
    "lib that imports a function",
    "lib/commands/planted.ts",
    'import { handler } from "../../functions/move.ts";',
    arrow,
  ],
])("%s is refused", (_title, file, text, category) => {
  write(file, `${text}\n`);
  const { status, found } = lint([file]);
  rmSync(join(folder, file));
  expect(status).toBe(1);
  expect(found).toContain(`${file} ${category}`);
});

test.each([
  [
    "of values",
    'import { b } from "./b.ts"; export const a = b;',
    'import { a } from "./a.ts"; export const b = () => a;',
  ],
  [
    "of types",
    'import type { B } from "./b.ts"; export interface A { b: B }',
    'import type { A } from "./a.ts"; export interface B { a: A }',
  ],
])("a circle %s is refused", (_title, a, b) => {
  write("lib/commands/a.ts", `${a}\n`);
  write("lib/commands/b.ts", `${b}\n`);
  const { status, found } = lint(["lib/commands/a.ts", "lib/commands/b.ts"]);
  for (const file of ["lib/commands/a.ts", "lib/commands/b.ts"]) rmSync(join(folder, file));
  expect(status).toBe(1);
  expect(found).toEqual(expect.arrayContaining([`lib/commands/a.ts ${cycle}`, `lib/commands/b.ts ${cycle}`]));
});
