// Reads the configuration of this folder for a command that needs no stack, in the language in which it is to answer.
import type { HooksConfig } from "../lib/config.ts";
import { readHooksConfig } from "./hooks-config.ts";
import type { Surroundings } from "./with-connection.ts";

/** Throws where it cannot be read. */
export const ownConfig = async ({
  config,
  environment,
  cwd,
  answersIn: language,
}: Pick<Surroundings, "config" | "environment" | "cwd" | "answersIn">): Promise<HooksConfig> => {
  const read = config ?? (await readHooksConfig(environment, cwd));
  return language === undefined ? read : { ...read, language };
};
