// In which language a command of n8n speaks: the one that is asked for, that of the configuration, or that of the machine.
import type { HooksConfig } from "../../lib/config.ts";
import { type Language, languages } from "../../lib/core/texts/language.ts";
import { readHooksConfig } from "../hooks-config.ts";
import type { Surroundings } from "../with-connection.ts";

/** Whoever begins may have no configuration yet, or one in the middle of an edit. */
export const configIfThere = async ({ config, environment }: Surroundings): Promise<HooksConfig | undefined> => {
  try {
    return config ?? (await readHooksConfig(environment));
  } catch {
    return undefined;
  }
};

export const languageOf = (
  asked: string | undefined,
  config: HooksConfig | undefined,
  { LC_ALL, LANG }: NodeJS.ProcessEnv,
): Language =>
  languages.find((language) => language === asked) ??
  config?.language ??
  (/^pt/i.test(LC_ALL || LANG || "") ? "pt-BR" : "en");
