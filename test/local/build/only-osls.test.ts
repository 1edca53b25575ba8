// What deploys: osls, and nothing else that reads serverless.yml.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "@jest/globals";

const folder = mkdtempSync(join(tmpdir(), "only-osls-"));
afterAll(() => rmSync(folder, { recursive: true }));
const plugin = pathToFileURL("scripts/only-osls.mjs").href;

/** A program of a package of that name, which loads the plugin as whatever reads serverless.yml does. */
const loadedBy = (name: string) => {
  const program = join(folder, name, "lib/program.mjs");
  mkdirSync(join(folder, name, "lib"), { recursive: true });
  writeFileSync(join(folder, name, "package.json"), JSON.stringify({ name }));
  writeFileSync(program, `import Plugin from ${JSON.stringify(plugin)};\nnew Plugin();\nconsole.log("goes on");\n`);
  return spawnSync(process.execPath, [program], { encoding: "utf8" });
};

test("osls goes on", () => {
  expect(loadedBy("osls").stdout).toBe("goes on\n");
});

test("any other is refused, with what to run", () => {
  const { stdout, stderr, status } = loadedBy("serverless");
  expect(stdout).toBe("");
  expect(status).not.toBe(0);
  expect(stderr).toContain("serverless.yml is deployed by osls, and this is serverless: run `npm run deploy`");
});

test("serverless.yml names the plugin, and the version that package.json has", () => {
  const template = readFileSync("serverless.yml", "utf8");
  const { dependencies, scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(template).toContain("plugins:\n  - ./scripts/only-osls.mjs\n");
  expect(template).toContain(`\nframeworkVersion: ${dependencies.osls}\n`);
  expect(scripts.deploy).toBe("npm run -s build && osls deploy");
});
