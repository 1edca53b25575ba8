// Has AWS's own runtime installed where the tests on parts that others made have it, too.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** It is compiled the first time, for half a minute; after that nothing is done. */
export const installRuntime = (note: (line: string) => void): void => {
  note("looking for aws-lambda-ric, which is compiled if it is not there yet");
  try {
    execFileSync(process.execPath, ["judges/install.ts", "--only", "node"], {
      ...{ cwd: fileURLToPath(new URL("../..", import.meta.url)), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = Object(error);
    throw new Error(`AWS's runtime could not be installed:\n${`${stdout}${stderr}`.trim()}`);
  }
};
