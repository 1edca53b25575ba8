// The configuration the command line works by: the one that is built, which should be the one that is deployed.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { HooksConfig } from "../lib/config.ts";
import { Failure } from "./failure.ts";
import type { Surroundings } from "./with-connection.ts";

/** HOOKS_CONFIG names another file, as it does for `npm run build`. */
export const loadConfig = async ({ config, environment }: Surroundings): Promise<HooksConfig> => {
  if (config) return config;
  const { HOOKS_CONFIG } = environment;
  if (!HOOKS_CONFIG) return (await import("../hooks.config.ts")).default;
  const file = resolve(HOOKS_CONFIG);
  try {
    return (await import(pathToFileURL(file).href)).default;
  } catch (error) {
    throw new Failure(`HOOKS_CONFIG names ${file}, which cannot be read: ${String(error)}`);
  }
};
