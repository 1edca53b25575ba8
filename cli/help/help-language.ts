// Knows which language --help speaks: that of the configuration, as everything else does, and of the machine where there is none that can be read.
import { pathToFileURL } from "node:url";
import type { Language } from "../../lib/core/texts/language.ts";
import { userConfigFile } from "../../local/user-folder.mjs";
import { spokenLanguage } from "../spoken-language.ts";

/** It throws nothing: help is what somebody needs whose configuration is in the middle of an edit. */
export const helpLanguage = async (environment: NodeJS.ProcessEnv, cwd?: string): Promise<Language> => {
  try {
    const { default: config } = await import(pathToFileURL(userConfigFile(environment, cwd)).href);
    return config.language === "pt-BR" ? "pt-BR" : "en";
  } catch {
    return spokenLanguage({ environment });
  }
};

/** Loading a configuration takes time, which a command that can show no help need not spend: one word alone may be a group, whose help is shown. */
export const mayShowHelp = (args: readonly string[]): boolean =>
  args.length < 2 || args[0] === "help" || args.some((arg) => arg === "--help" || arg === "-h");
