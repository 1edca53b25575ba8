// The configuration the functions are built with, as it stands here now.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { HooksConfig } from "../lib/config.ts";
import { describeLoadError } from "./describe-load-error.ts";
import { Failure } from "./failure.ts";

/** HOOKS_CONFIG names another file, as it does for the build. */
export const readHooksConfig = async ({ HOOKS_CONFIG }: NodeJS.ProcessEnv): Promise<HooksConfig> => {
  const file = HOOKS_CONFIG ? resolve(HOOKS_CONFIG) : fileURLToPath(new URL("../hooks.config.ts", import.meta.url));
  if (!existsSync(file))
    throw new Failure(`there is no configuration file ${file}: HOOKS_CONFIG must name one that exists`);
  try {
    return (await import(HOOKS_CONFIG ? pathToFileURL(file).href : "../hooks.config.ts")).default;
  } catch (error) {
    throw describeLoadError(error, HOOKS_CONFIG);
  }
};
