// The packaged service with another configuration: the same template and bundles, built for this one test.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HooksConfigInput } from "../../lib/config.ts";
import { zipOf } from "../local/support/tiny-package.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const templateFile = "cloudformation-template-update-stack.json";

/** What hooks.config.ts would say, or, where it has functions, the module that exports it as `config`. */
export type PackagedConfig = HooksConfigInput | URL;

const configText = (config: PackagedConfig): string =>
  config instanceof URL
    ? `export { config as default } from ${JSON.stringify(fileURLToPath(config))};\n`
    : `import { defineConfig } from "wts-session-hooks";\nexport default defineConfig(${JSON.stringify(config)});\n`;

export interface ConfiguredPackage {
  packageDir: string;
  remove(): void;
}

export const packageWithConfig = (config: PackagedConfig): ConfiguredPackage => {
  const folder = mkdtempSync(join(tmpdir(), "package-"));
  const [configFile, dist, packageDir] = ["hooks.config.ts", "dist", ".serverless"].map((name) => join(folder, name));
  if (!configFile || !dist || !packageDir) throw new Error("unreachable");
  writeFileSync(configFile, configText(config));
  const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], {
    env: { ...process.env, HOOKS_CONFIG: configFile, HOOKS_DIST: dist },
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
  mkdirSync(packageDir);
  cpSync(join(root, ".serverless", templateFile), join(packageDir, templateFile));
  for (const file of readdirSync(dist))
    writeFileSync(
      join(packageDir, `${basename(file, ".mjs")}.zip`),
      zipOf(`dist/${file}`, readFileSync(join(dist, file), "utf8")),
    );
  return { packageDir, remove: () => rmSync(folder, { recursive: true }) };
};
