// Reads the configuration of the user for what `npm start` says and sets up; what runs here may have been built with another.
import { pathToFileURL } from "node:url";
import type { HooksConfigInput } from "../../lib/config.ts";
import { userConfigFile } from "../user-folder.mjs";

/** Empty where it cannot be read: a package that was built elsewhere runs whatever this configuration says by now. */
export const userConfig = async (environment: NodeJS.ProcessEnv): Promise<HooksConfigInput> => {
  const file = pathToFileURL(userConfigFile(environment)).href;
  const { default: config }: { default?: HooksConfigInput } = await import(file).catch(() => ({}));
  return config ?? {};
};
