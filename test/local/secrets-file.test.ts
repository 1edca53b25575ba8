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

test("an entry of a source or a client that is wrong is told, and the others go on", () => {
  const file = join(folder, "weak.json");
  const accounts = { default: { apiKey: "pn_test_default_0123456789" } };
  const sources = { crm: [], kiwify: { secrets: ["k1w1fy-t0kn"], allowShort: true } };
  writeFileSync(file, JSON.stringify({ accounts, clients: { demo: ["short"] }, sources }));
  expect(checkSecretsFile(file)).toEqual([
    `${file}: clients.demo.0: must have at least 16 characters; this entry is closed`,
    `${file}: sources.crm: needs at least one secret: without one nothing is let in; this entry is closed`,
    expect.stringMatching(/: sources\.kiwify: a secret has fewer than 16 characters/),
  ]);
});

test("git ignores it", () => {
  expect(readFileSync(".gitignore", "utf8").split("\n")).toContain("local/secrets.json");
});
