// Reads the configuration for a command that does without one: whoever begins may have none yet, or one in the middle of an edit.
import type { HooksConfig } from "../lib/config.ts";
import { readHooksConfig } from "./hooks-config.ts";
import type { Surroundings } from "./with-connection.ts";

export const configIfThere = async ({ config, environment }: Surroundings): Promise<HooksConfig | undefined> => {
  try {
    return config ?? (await readHooksConfig(environment));
  } catch {
    return undefined;
  }
};
