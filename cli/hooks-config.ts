// The configuration the functions are built with, as it stands here now.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { HooksConfig } from "../lib/config.ts";
import { Failure } from "./failure.ts";

/** HOOKS_CONFIG names another file, as it does for the build. */
export const readHooksConfig = async ({ HOOKS_CONFIG }: NodeJS.ProcessEnv): Promise<HooksConfig> => {
  if (!HOOKS_CONFIG) return (await import("../hooks.config.ts")).default;
  const file = resolve(HOOKS_CONFIG);
  if (!existsSync(file))
    throw new Failure(`there is no configuration file ${file}: HOOKS_CONFIG must name one that exists`);
  return (await import(pathToFileURL(file).href)).default;
};
