// `npm run judges:install`: installs the parts that others made below .local/judges, or says what this machine lacks.
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findPython, type PythonVersion } from "./install/find-python.ts";
import { type InstallTarget, installedFolder, installOnce } from "./install/install-once.ts";
import { MissingTool } from "./install/missing-tool.ts";
import { canRun, runProgram } from "./install/run-program.ts";
import { emulatorModule, emulatorPart, localStackPart, motoPart, nodePart } from "./installed.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * By what a program is called, in which package of Debian it is. There is no autoreconf: curl's archive has its `configure`, which is
 * newer than what it is made from.
 */
const compilers: Readonly<Record<string, string>> = {
  cmake: "cmake",
  make: "make",
  "g++": "g++",
  xz: "xz-utils",
};

const oldestPython: PythonVersion = [3, 11];
/** LocalStack says 3.10, and cannot read its own queues before 3.13. */
const oldestForLocalStack: PythonVersion = [3, 13];

const usage = `npm run judges:install [-- --only <part> …] [--apt]
  --only   node (aws-lambda-ric, policies), moto (with cfn-lint), localstack (its SQS), emulator (needs Go, and is left out where it is not)
  --apt    may install compilers with apt-get; so it may where CI=true. Either way only as root`;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    apt: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const mayUseApt = (values.apt || process.env.CI === "true") && process.getuid?.() === 0;

const apt = async (packages: readonly string[]): Promise<void> => {
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  await runProgram("apt-get", ["update", "-qq"], { environment });
  await runProgram("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { environment });
};

const lacking = async (): Promise<string[]> => {
  const found = await Promise.all(
    Object.entries(compilers).map(async ([program, packages]) => ((await canRun(program)) ? [] : packages.split(" "))),
  );
  return found.flat();
};

const needCompilers = async (): Promise<void> => {
  const packages = await lacking();
  if (packages.length === 0) return;
  const command = `apt-get install ${packages.join(" ")}`;
  if (!mayUseApt || !(await canRun("apt-get")))
    throw new MissingTool(
      `aws-lambda-ric is compiled, and this machine lacks what that takes: \`${command}\` on Debian, or \`npm run judges:install -- --apt\` as root`,
    );
  await apt(packages);
  const still = await lacking();
  if (still.length > 0) throw new MissingTool(`${still.join(" ")} were installed and are still not found`);
};

const installNode = async (folder: string): Promise<void> => {
  const { node } = nodePart();
  await needCompilers();
  const python = await findPython(oldestPython);
  for (const file of ["package.json", "package-lock.json"]) cpSync(here(file), join(folder, file));
  // None of the scripts of all its packages runs but the two of AWS's own, below.
  await runProgram("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  const runtime = join(folder, "node_modules/aws-lambda-ric");
  const environment = {
    // They are Node 24's, whichever Node the system has; without it node-gyp would fetch some.
    npm_config_nodedir: node.headers,
    npm_config_python: python,
    PATH: `${dirname(node.program)}:${process.env.PATH ?? ""}`,
  };
  await runProgram("sh", ["scripts/preinstall.sh"], { cwd: runtime, environment });
  await runProgram("sh", ["scripts/postinstall.sh"], { cwd: runtime, environment });
  createRequire(join(runtime, "index.mjs")).resolve("./rapid-client.node");
};

const installPython =
  (requirements: string, least: PythonVersion) =>
  async (folder: string): Promise<void> => {
    await runProgram(await findPython(least), ["-m", "venv", folder]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"];
    await runProgram(join(folder, "bin/python"), [...pip, "-r", here(requirements)]);
  };

const installEmulator = async (folder: string): Promise<void> => {
  await runProgram("go", ["install", emulatorModule], { environment: { GOBIN: folder, CGO_ENABLED: "0" } });
};

interface Part {
  readonly of: () => { readonly target: InstallTarget };
  readonly make: (folder: string) => Promise<void>;
}

const parts: Readonly<Record<string, Part>> = {
  node: { of: nodePart, make: installNode },
  moto: { of: motoPart, make: installPython("requirements/moto.txt", oldestPython) },
  localstack: { of: localStackPart, make: installPython("requirements/localstack.txt", oldestForLocalStack) },
  emulator: { of: emulatorPart, make: installEmulator },
};

const wanted = values.only ?? Object.keys(parts);
/** The tests that need it are left out where it is not. */
const isOptional = (name: string, error: unknown): boolean => name === "localstack" && error instanceof MissingTool;
let failed = false;
for (const name of wanted) {
  const part = parts[name];
  if (!part) {
    console.error(`--only takes ${Object.keys(parts).join(", ")}, and not ${name}\n${usage}`);
    process.exit(2);
  }
  if (name === "emulator" && !values.only && !(await canRun("go", ["version"]))) {
    console.log(
      "emulator: left out, since there is no Go on this machine; its tests are left out, and all else works without it",
    );
    continue;
  }
  const began = performance.now();
  try {
    const { target } = part.of();
    const made = await installOnce(target, part.make, () => console.log(`${name}: somebody else is installing it`));
    const how = made ? `installed in ${Math.round((performance.now() - began) / 1_000)} s` : "is there";
    console.log(`${name}: ${how}, ${installedFolder(target)}`);
  } catch (error) {
    const isLeftOut = !values.only && isOptional(name, error);
    failed ||= !isLeftOut;
    const why = error instanceof MissingTool ? error.message : String(error);
    console.error(isLeftOut ? `${name}: left out, and the tests that need it: ${why}` : `${name}: ${why}`);
  }
}
if (failed) process.exit(1);
