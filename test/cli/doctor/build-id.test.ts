// What functions are built from has a name of its own: it changes with the configuration and all that this is made of.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildIdOf, buildIdText, readBuildId } from "../../../scripts/build/build-id.mjs";

let folder: string;
const write = (file: string, content: string): void => writeFileSync(join(folder, file), content);
const id = () => buildIdOf(join(folder, "user/hooks.config.ts"), folder);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "build-id-"));
  for (const name of ["lib", "functions", "user", "user/sources"]) mkdirSync(join(folder, name));
  write("package.json", '{"version": "1.2.3"}');
  write("serverless.yml", "service: x");
  write("lib/a.ts", "a");
  write("functions/f.ts", "f");
  write(
    "user/hooks.config.ts",
    'import { one } from "./sources/one.ts";\nimport { defineConfig } from "wts-session-hooks";',
  );
  write("user/sources/one.ts", 'import data from "./data.json" with { type: "json" };');
  write("user/sources/data.json", "{}");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("it is the same as long as nothing changes, and is read as it was written", () => {
  const before = id();
  expect(id()).toEqual(before);
  expect(readBuildId(buildIdText(before))).toEqual(before);
  expect(before.version).toBe("1.2.3");
  expect(readBuildId("nothing was built")).toBeUndefined();
});

test.each([
  ["user/hooks.config.ts", "config"],
  ["user/sources/one.ts", "config"],
  ["user/sources/data.json", "config"],
  ["lib/a.ts", "code"],
  ["functions/f.ts", "code"],
  ["serverless.yml", "code"],
] as const)("an edit of %s changes the %s, and nothing else", (file, part) => {
  const before = id();
  const content = {
    "user/hooks.config.ts": 'import "./sources/one.ts";//',
    "user/sources/one.ts": 'import data from "./data.json";',
  };
  write(file, Object.hasOwn(content, file) ? (content[file as keyof typeof content] ?? "") : "changed");
  const after = id();
  expect(after[part]).not.toBe(before[part]);
  expect({ ...after, [part]: before[part] }).toEqual(before);
});

test("where the folder stands makes no difference, and a file that nothing imports is no part of it", () => {
  const before = id();
  write("user/sources/other.ts", "other");
  expect(id()).toEqual(before);
});
