// The configuration the functions are built with, as it stands here now.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { HooksConfig } from "../lib/config.ts";
import { Fault } from "../lib/core/faults.ts";
import { Failure } from "./failure.ts";

/** HOOKS_CONFIG names another file, as it does for the build. */
export const readHooksConfig = async ({ HOOKS_CONFIG }: NodeJS.ProcessEnv): Promise<HooksConfig> => {
  if (!HOOKS_CONFIG) return (await import("../hooks.config.ts")).default;
  const file = resolve(HOOKS_CONFIG);
  if (!existsSync(file))
    throw new Failure(`there is no configuration file ${file}: HOOKS_CONFIG must name one that exists`);
  try {
    return (await import(pathToFileURL(file).href)).default;
  } catch (error) {
    // Of what it refuses, defineConfig says everything itself.
    if (error instanceof Fault) throw error;
    throw new Failure(`${file} cannot be read: ${error instanceof Error ? error.message : "it throws"}`);
  }
};
