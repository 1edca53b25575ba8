// The packaged service with another configuration: the template that `npm run package` wrote, and bundles of their own.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HooksConfigInput } from "../../lib/config.ts";
import { zipOf } from "../local/support/tiny-package.ts";
import { buildOnce } from "./build-once.ts";
import { fingerprint } from "./fingerprint.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** As serverless.yml packs them. */
const boxFile = "mapping-box.mjs";
const asksBox = ["receive-webhook.mjs", "apply-commands.mjs"];
const templateFile = "cloudformation-template-update-stack.json";

/** Whatever the build reads, the configurations of the tests included; npm writes down there what it has installed. */
const inputs = [
  ...["functions", "lib", "scripts", "catalogue", "test/support", "test/local/support/tiny-package.ts"],
  ...["package.json", "tsconfig.json", "node_modules/.package-lock.json"],
].map((path) => join(root, path));
/** The template as it would be if it had been written at another time, which stands in the addresses of the zips. */
const timelessTemplate = (): string =>
  readFileSync(join(root, ".serverless", templateFile), "utf8").replaceAll(/\/\d{13}-[\dT:.-]+Z\//g, "/");
let known: readonly string[] | undefined;
const inputsNow = (): readonly string[] => {
  known ??= [fingerprint(inputs), timelessTemplate()];
  return known;
};

/** What hooks.config.ts would say, or, where it has functions, a file as HOOKS_CONFIG names it. */
export type PackagedConfig = HooksConfigInput | URL;

/** serverless.yml makes some of it out of what the build wrote down, which differs between configurations. */
const templateWith = (routedTypes: string, buildId: string): string => {
  const template = JSON.parse(readFileSync(join(root, ".serverless", templateFile), "utf8"));
  template.Resources.ReassignSessionEventsRule.Properties.EventPattern = { "detail-type": JSON.parse(routedTypes) };
  template.Outputs.Build.Value = buildId;
  return JSON.stringify(template);
};

const build = (config: string, packageDir: string): void => {
  const folder = mkdtempSync(join(process.env.TEST_RUN_FOLDER ?? tmpdir(), "package-"));
  const dist = join(folder, "dist");
  const configFile = config.startsWith("file:") ? fileURLToPath(config) : join(folder, "hooks.config.ts");
  if (!config.startsWith("file:"))
    writeFileSync(
      configFile,
      `import { defineConfig } from "wts-session-hooks";\nexport default defineConfig(${config});\n`,
    );
  const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], {
    // What is built is loaded from a folder that never comes again: nobody needs it compiled.
    env: { ...process.env, HOOKS_CONFIG: configFile, HOOKS_DIST: dist, NODE_DISABLE_COMPILE_CACHE: "1" },
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
  mkdirSync(packageDir, { recursive: true });
  const written = (file: string): string => readFileSync(join(dist, file), "utf8");
  writeFileSync(join(packageDir, templateFile), templateWith(written("routed-types.json"), written("build-id.txt")));
  const inDist = (file: string) => [`dist/${file}`, written(file)] as const;
  for (const file of readdirSync(dist).filter((name) => name.endsWith(".mjs") && name !== boxFile)) {
    const files = asksBox.includes(file) ? [file, boxFile] : [file];
    writeFileSync(join(packageDir, `${basename(file, ".mjs")}.zip`), zipOf(...files.map(inDist)));
  }
  rmSync(folder, { recursive: true });
};

/**
 * Answers the folder of the package, which is everybody's: it is built when it is first asked for, and again when anything
 * that it is built from has changed.
 */
export const packageWithConfig = (config: PackagedConfig): string => {
  const text = config instanceof URL ? config.href : JSON.stringify(config);
  // The dates of holidays reach as far as the year of the build says.
  const parts = [...inputsNow(), text, process.version, new Date().getFullYear()];
  const key = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
  return buildOnce(join(root, "node_modules/.cache/packages", key), (into) => build(text, into));
};

/** The package with the configuration of the tests. */
export const sharedPackage = (): string => packageWithConfig(new URL("./hooks.config.ts", import.meta.url));
