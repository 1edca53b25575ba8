// Reads the configuration of the user for what `npm start` says and sets up; what runs here may have been built with another.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { HooksConfigInput } from "../../lib/config.ts";

/** Empty where it cannot be read: a package that was built elsewhere runs whatever this configuration says by now. */
export const userConfig = async ({ HOOKS_CONFIG }: NodeJS.ProcessEnv): Promise<HooksConfigInput> => {
  const file = HOOKS_CONFIG ? pathToFileURL(resolve(HOOKS_CONFIG)).href : "../../hooks.config.ts";
  const { default: config }: { default?: HooksConfigInput } = await import(file).catch(() => ({}));
  return config ?? {};
};
