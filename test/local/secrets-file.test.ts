// The user's secrets: made from the example once, left alone from then on, and never in git.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { checkSecretsFile, ensureSecretsFile, exampleSecretsFile } from "../../local/secrets-file.ts";

const folder = mkdtempSync(join(tmpdir(), "secrets-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a file that is missing is made from the example, for its owner only", () => {
  const file = ensureSecretsFile(join(folder, "new.json"));
  expect(readFileSync(file, "utf8")).toBe(readFileSync(exampleSecretsFile, "utf8"));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(checkSecretsFile(file)).toEqual([]);
});

test("a file that is there stays as it is", () => {
  const file = join(folder, "own.json");
  writeFileSync(file, "{}");
  expect(ensureSecretsFile(file)).toBe(file);
  expect(readFileSync(file, "utf8")).toBe("{}");
});

test("git ignores it", () => {
  expect(readFileSync(".gitignore", "utf8").split("\n")).toContain("local/secrets.json");
});
