// Finds a Python that moto and LocalStack run on.
import { globSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { MissingTool } from "./missing-tool.ts";
import { runProgram } from "./run-program.ts";

/** Major and minor. */
export type PythonVersion = readonly [number, number];

const names = ["python3", "python3.13", "python3.12", "python3.11", "python3.14"];

/** Those that pyenv and the runners of GitHub Actions have, which do not run by name unless somebody chose them. */
const keptAside = (): string[] => {
  const { PYENV_ROOT = join(homedir(), ".pyenv"), RUNNER_TOOL_CACHE = "/opt/hostedtoolcache" } = process.env;
  const places = [join(PYENV_ROOT, "versions/*/bin/python3"), join(RUNNER_TOOL_CACHE, "Python/*/*/bin/python3")];
  return places.flatMap((place) => globSync(place).sort());
};

const versionOf = async (program: string): Promise<readonly number[] | undefined> => {
  try {
    // One without venv or ensurepip, as Debian's is until python3-venv is there, is of no use either.
    const printed = await runProgram(program, [
      "-c",
      "import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1])",
    ]);
    return printed.trim().split(" ").map(Number);
  } catch {
    return undefined;
  }
};

export const findPython = async (least: PythonVersion): Promise<string> => {
  for (const name of [...names, ...keptAside()]) {
    const [major = 0, minor = 0] = (await versionOf(name)) ?? [];
    if (major === least[0] && minor >= least[1]) return name;
  }
  throw new MissingTool(
    `Python ${least.join(".")} or newer with venv was expected, and none of ${names.join(", ")} is one: install it, on Debian with \`apt-get install python3 python3-venv\``,
  );
};
