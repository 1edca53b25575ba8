// Knows which language to speak: the one that is asked for, that of the configuration, or, where none says it yet, that of the machine.
import { type Language, languages } from "../lib/core/texts/language.ts";

interface Sayings {
  /** What --language says. */
  asked?: string | undefined;
  config?: { readonly language: Language } | undefined;
  environment: NodeJS.ProcessEnv;
}

export const spokenLanguage = ({ asked, config, environment: { LC_ALL, LC_MESSAGES, LANG } }: Sayings): Language =>
  languages.find((language) => language === asked) ??
  config?.language ??
  (/^pt/i.test(LC_ALL || LC_MESSAGES || LANG || "") ? "pt-BR" : "en");
