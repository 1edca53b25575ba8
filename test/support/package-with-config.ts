// The packaged service with another configuration: the template that `npm run package` wrote, and bundles of their own.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HooksConfigInput } from "../../lib/config.ts";
import { zipOf } from "../local/support/tiny-package.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** As serverless.yml packs them. */
const boxFile = "mapping-box.mjs";
const asksBox = ["receive-webhook.mjs", "apply-commands.mjs"];
const templateFile = "cloudformation-template-update-stack.json";

/** What hooks.config.ts would say, or, where it has functions, a file as HOOKS_CONFIG names it. */
export type PackagedConfig = HooksConfigInput | URL;

export interface ConfiguredPackage {
  packageDir: string;
  remove(): void;
}

export const packageWithConfig = (config: PackagedConfig): ConfiguredPackage => {
  const folder = mkdtempSync(join(process.env.TEST_RUN_FOLDER ?? tmpdir(), "package-"));
  const configFile = config instanceof URL ? fileURLToPath(config) : join(folder, "hooks.config.ts");
  const dist = join(folder, "dist");
  const packageDir = join(folder, ".serverless");
  if (!(config instanceof URL))
    writeFileSync(
      configFile,
      `import { defineConfig } from "wts-session-hooks";\nexport default defineConfig(${JSON.stringify(config)});\n`,
    );
  const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], {
    // What is built is loaded from a folder that never comes again: nobody needs it compiled.
    env: { ...process.env, HOOKS_CONFIG: configFile, HOOKS_DIST: dist, NODE_DISABLE_COMPILE_CACHE: "1" },
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
  mkdirSync(packageDir);
  cpSync(join(root, ".serverless", templateFile), join(packageDir, templateFile));
  const inDist = (file: string) => [`dist/${file}`, readFileSync(join(dist, file), "utf8")] as const;
  for (const file of readdirSync(dist).filter((name) => name.endsWith(".mjs") && name !== boxFile)) {
    const files = asksBox.includes(file) ? [file, boxFile] : [file];
    writeFileSync(join(packageDir, `${basename(file, ".mjs")}.zip`), zipOf(...files.map(inDist)));
  }
  return { packageDir, remove: () => rmSync(folder, { recursive: true }) };
};

/** The folder of the package with the configuration of the tests: built by the test file that needs it first, for all of them. */
export const sharedPackage = (): string => {
  const { TEST_RUN_FOLDER: folder } = process.env;
  if (folder === undefined) throw new Error("there is no TEST_RUN_FOLDER: jest.config.mjs has no globalSetup");
  const shared = join(folder, "shared-package");
  if (existsSync(shared)) return shared;
  const { packageDir, remove } = packageWithConfig(new URL("./hooks.config.ts", import.meta.url));
  try {
    renameSync(packageDir, shared);
  } catch (error) {
    // Another worker has built the same one meanwhile.
    if (!existsSync(shared)) throw error;
  }
  remove();
  return shared;
};
