// Asks the build what is wrong with a configuration: it knows in one pass what defineConfig refuses and what the sources say wrong.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { productFolder } from "../local/user-folder.mjs";

const build = join(productFolder, "scripts/build.mjs");

/** A line each; empty where the build has nothing to say of it either. */
export const problemsByBuild = async (file: string, environment: NodeJS.ProcessEnv): Promise<readonly string[]> => {
  const env = { ...environment, HOOKS_CONFIG: file };
  const child = spawn(process.execPath, [build, "--check"], { env, stdio: ["ignore", "ignore", "pipe"] });
  const [errors] = await Promise.all([text(child.stderr), once(child, "close")]);
  return errors.split("\n").flatMap((line) => /^ {2}- (.*)$/.exec(line)?.[1] ?? []);
};
