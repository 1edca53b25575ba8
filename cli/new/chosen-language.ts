// Which language is written: the one that was asked for, that of the configuration, or that of the machine where there is none.
import type { Language } from "../../lib/core/texts/language.ts";
import { readHooksConfig } from "../hooks-config.ts";
import type { Surroundings } from "../with-connection.ts";

const ofMachine = ({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language =>
  /^pt/i.test(LC_ALL || LC_MESSAGES || LANG || "") ? "pt-BR" : "en";

/** A configuration in the middle of an edit is no reason to write nothing. */
export const chosenLanguage = async (
  given: Language | undefined,
  { config, environment }: Pick<Surroundings, "config" | "environment">,
): Promise<Language> => {
  if (given !== undefined) return given;
  if (config) return config.language;
  return readHooksConfig(environment)
    .then(({ language }) => language)
    .catch(() => ofMachine(environment));
};
