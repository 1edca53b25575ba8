// The language in which a command says something of a session, where somebody reads it in another one than hooks.config.ts has: a page, above all.
import { Option } from "commander";
import type { HooksConfig } from "../../lib/config.ts";
import { type Language, languages } from "../../lib/core/texts/language.ts";

export const languageOption = (): Option =>
  new Option("--language <language>", "of what is said (default: `language` of hooks.config.ts)").choices(languages);

/** For what only says something. Notes for the team stay in the configuration's own language. */
export const spokenIn = (config: HooksConfig, language: Language | undefined): HooksConfig =>
  language === undefined ? config : { ...config, language };
