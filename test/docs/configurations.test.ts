// Every configuration that a document shows is one that the build takes.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "@jest/globals";
import { checkWholeConfig } from "../../lib/check-config.ts";
import { type Block, blocksOfKind } from "./support/documents.ts";

const configurations = blocksOfKind("ts config", "ts routing");

const folder = mkdtempSync(join(tmpdir(), "docs-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** It is what the build asks first; that the build asks it, and how, is tested beside the build. */
const adviceOn = async ({ text, line }: Block): Promise<readonly string[]> => {
  const file = join(mkdtempSync(join(folder, `${line}-`)), "hooks.config.ts");
  writeFileSync(file, text);
  const { default: given } = await import(pathToFileURL(file).href);
  return checkWholeConfig(given).advice;
};

test("there are several", () => {
  expect(configurations.length).toBeGreaterThan(3);
});

test.each(configurations)("%s", async (_place, block) => {
  expect(await adviceOn(block)).toEqual([]);
});
