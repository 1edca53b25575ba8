// Builds and packages as for a deployment, so that what runs here is what would be deployed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { layServiceFile } from "../scripts/service-file.mjs";
import { productFolder, userFolder } from "./user-folder.mjs";

interface PackageOptions {
  /** The configuration to build in; that of HOOKS_CONFIG, or the user's hooks.config.ts, unless said. */
  readonly configFile?: string;
  /** Where dist/ and .serverless/ are written: the user's, whose files a deployment uses, unless said. */
  readonly folder?: string;
  /** For osls, such as the stage. */
  readonly options?: readonly string[];
  readonly signal?: AbortSignal;
  /** What the build says of a configuration that it takes all the same. */
  readonly onAdvice?: (advice: string) => void;
}

const oslsProgram = (): string => {
  const packageFile = createRequire(import.meta.url).resolve("osls/package.json");
  return join(dirname(packageFile), "bin/serverless.js");
};

/** Answers the folder of the template and the zips. Throws with what the failing step printed. */
export const packageFunctions = async ({
  configFile,
  folder = userFolder(),
  options = [],
  signal,
  onAdvice,
}: PackageOptions = {}): Promise<string> => {
  // osls packages the dist/ of its folder: what HOOKS_DIST names elsewhere would be built for nothing.
  const env = { ...process.env, HOOKS_DIST: join(folder, "dist"), ...(configFile && { HOOKS_CONFIG: configFile }) };

  const run = async (what: string, file: string, args: readonly string[]): Promise<string> => {
    const child = spawn(process.execPath, [file, ...args], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const end = (): boolean => child.kill("SIGTERM");
    signal?.addEventListener("abort", end);
    const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    signal?.removeEventListener("abort", end);
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(`${what} failed:\n${[output, errors].join("\n").trim()}`);
    return errors.trim();
  };

  mkdirSync(folder, { recursive: true });
  layServiceFile(folder);
  const advice = await run("building the functions", join(productFolder, "scripts/build.mjs"), []);
  if (advice !== "") onAdvice?.(advice);
  await run("packaging the functions", oslsProgram(), ["package", ...options]);
  return join(folder, ".serverless");
};
