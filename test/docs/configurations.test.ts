// Every configuration that a document shows is one that the build takes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@jest/globals";
import { type Block, blocksOfKind } from "./support/documents.ts";

const configurations = blocksOfKind("ts config", "ts routing");

const check = async ({ text: configuration }: Block): Promise<{ status: unknown; stderr: string }> => {
  const folder = mkdtempSync(join(tmpdir(), "docs-"));
  const file = join(folder, "hooks.config.ts");
  writeFileSync(file, configuration);
  const env = { ...process.env, HOOKS_CONFIG: file, HOOKS_DIST: join(folder, "dist") };
  const child = spawn(process.execPath, ["scripts/build.mjs", "--check"], { env, stdio: ["ignore", "ignore", "pipe"] });
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, "close")]);
  rmSync(folder, { recursive: true });
  return { status, stderr };
};

test("there are several", () => {
  expect(configurations.length).toBeGreaterThan(3);
});

test.each(configurations)("%s", async (_place, block) => {
  expect(await check(block)).toEqual({ status: 0, stderr: "" });
});
