// What is deployed is built and packaged by the system's Node: the one that npm brought, which another publishes, is not even started.
import { execFile } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "@jest/globals";

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "systems-node-"));
afterAll(() => rmSync(folder, { recursive: true }));
const trace = join(folder, "was-started");
const platform = `node-${process.platform}-${process.arch}`;

/** In the place of the Node that npm brought. */
const layTrap = (packages: string): void => {
  const file = join(packages, platform, "bin/node");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "$@" >> "${trace}"\nexit 1\n`);
  chmodSync(file, 0o755);
};

/** The project with all of its packages, where `npm ci` put them, but with a trap for that one. */
const copyProject = (): void => {
  for (const name of [
    "functions",
    "lib",
    "local",
    "scripts",
    "catalogue",
    "hooks.config.ts",
    "package.json",
    "serverless.yml",
  ])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  const packages = join(folder, "node_modules");
  mkdirSync(join(packages, ".bin"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules")))
    if (name !== ".bin" && name !== platform) symlinkSync(join(root, "node_modules", name), join(packages, name));
  for (const name of readdirSync(join(root, "node_modules/.bin")))
    symlinkSync(readlinkSync(join(root, "node_modules/.bin", name)), join(packages, ".bin", name));
  layTrap(packages);
  layTrap(join(folder, "local/node-24/node_modules"));
};

/** As in a terminal: npm runs these tests with what it brought in front. */
const systemsPath = (): string => {
  const { npm_node_execpath: npmsNode = process.execPath, PATH = "" } = process.env;
  const own = PATH.split(delimiter).filter((part) => !part.includes("node_modules"));
  return [dirname(npmsNode), ...own].join(delimiter);
};

test("npm run package makes every zip without it", async () => {
  copyProject();
  copyFileSync(join(root, "package-lock.json"), join(folder, "package-lock.json"));
  const env = { PATH: systemsPath(), HOME: folder };
  const failure = await promisify(execFile)("npm", ["run", "-s", "package"], { cwd: folder, env }).catch(String);
  expect(existsSync(trace) ? readFileSync(trace, "utf8") : "never started").toBe("never started");
  expect(failure).toMatchObject({ stderr: expect.any(String) });
  const zips = readdirSync(join(folder, ".serverless")).filter((name) => name.endsWith(".zip"));
  expect(zips.length).toBe(readdirSync("functions").length);
});
