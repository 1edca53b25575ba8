// Says where the parts that others made lie, once `npm run judges:install` has installed them.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type InstallTarget, installedFolder, isInstalled } from "./install/install-once.ts";
import { MissingTool } from "./install/missing-tool.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const read = (path: string): string => readFileSync(here(path), "utf8");

/** Several checkouts can share one folder, so that each need not compile for itself. */
const home = process.env.JUDGES_DIR ?? here("../.local/judges");

/** It is a commit of 2026-10-30: the emulator has no releases that Go's tools understand. */
export const emulatorModule =
  "github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie@v0.0.0-20261030222936-bef5c4ba774d";

/** The Node of Lambda's nodejs24.x, with its headers: the one of the lockfile, or the system's if that is a 24. */
const node24 = (): { program: string; headers: string; version: string } => {
  const { resolve } = createRequire(here("../local/node-24/package.json"));
  try {
    const packageFile = resolve(`node-${process.platform}-${process.arch}/package.json`);
    const { version } = JSON.parse(readFileSync(packageFile, "utf8"));
    return { program: join(dirname(packageFile), "bin/node"), headers: dirname(packageFile), version };
  } catch {
    const headers = dirname(dirname(process.execPath));
    if (process.versions.node.startsWith("24.") && existsSync(join(headers, "include/node/node_api.h")))
      return { program: process.execPath, headers, version: process.versions.node };
    throw new MissingTool(
      `Node 24 with its headers was expected, and neither the lockfile's (for Linux on x64 and arm64) nor ${process.execPath} is one: run \`npm ci\` on Linux`,
    );
  }
};

const targetOf = (part: string, inputs: readonly string[]): InstallTarget => ({
  home,
  part,
  inputs: [process.platform, process.arch, ...inputs],
});

/** What npm brings: AWS's runtime, which is compiled, and the evaluation of policies. */
export const nodePart = () => {
  const node = node24();
  return { target: targetOf("node", [node.version, read("package-lock.json")]), node };
};
export const motoPart = () => ({ target: targetOf("moto", [read("requirements/moto.txt")]) });
export const localStackPart = () => ({ target: targetOf("localstack", ["3.13", read("requirements/localstack.txt")]) });
export const emulatorPart = () => ({ target: targetOf("emulator", [emulatorModule]) });

const folderOf = (target: InstallTarget): string => {
  if (!isInstalled(target))
    throw new MissingTool(
      `${target.part} was expected in ${installedFolder(target)} and is not there: run \`npm run judges:install\``,
    );
  return installedFolder(target);
};

export interface InstalledRuntime {
  /** Node 24. */
  readonly node: string;
  /** The program of aws-lambda-ric. */
  readonly runtimeProgram: string;
  /** With AWS's runtime emulator in between, which needs Go; undefined where it is not installed. */
  readonly emulator: string | undefined;
}

export const installedRuntime = (): InstalledRuntime => {
  const { target, node } = nodePart();
  const emulator = emulatorPart().target;
  return {
    node: node.program,
    runtimeProgram: join(folderOf(target), "node_modules/aws-lambda-ric/index.mjs"),
    emulator: isInstalled(emulator) ? join(installedFolder(emulator), "aws-lambda-rie") : undefined,
  };
};

/** The folder whose packages `import` finds by the name of the part's package, such as @cloud-copilot/iam-simulate. */
export const installedPackages = (): string => join(folderOf(nodePart().target), "node_modules");

/** The Python that has moto. */
export const motoPython = (): string => join(folderOf(motoPart().target), "bin/python");
export const cfnLint = (): string => join(folderOf(motoPart().target), "bin/cfn-lint");
/** The Python that has LocalStack: `-m localstack.runtime.main`. */
export const localStackPython = (): string => join(folderOf(localStackPart().target), "bin/python");
