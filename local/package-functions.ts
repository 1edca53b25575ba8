// Builds and packages as for a deployment, so that what runs here is what would be deployed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const run = async (what: string, file: string, args: readonly string[], signal?: AbortSignal): Promise<void> => {
  // osls packages dist: what was built elsewhere would be built for nothing, and something older be packaged.
  const env = { ...process.env, HOOKS_DIST: undefined };
  const child = spawn(process.execPath, [file, ...args], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const end = (): boolean => child.kill("SIGTERM");
  signal?.addEventListener("abort", end);
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  if (code !== 0) throw new Error(`${what} failed:\n${[output, errors].join("\n").trim()}`);
};

const oslsProgram = (): string => {
  const packageFile = createRequire(import.meta.url).resolve("osls/package.json");
  return join(dirname(packageFile), "bin/serverless.js");
};

/** Throws with what the failing step printed. */
export const packageFunctions = async (signal?: AbortSignal): Promise<void> => {
  await run("building the functions", join(root, "scripts/build.mjs"), [], signal);
  await run("packaging the functions", oslsProgram(), ["package"], signal);
};
