// Knows which language to speak where no configuration says it yet: that of the machine.
import type { Language } from "../lib/core/texts/language.ts";

export const spokenLanguage = ({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language =>
  /^pt/i.test(LC_ALL || LC_MESSAGES || LANG || "") ? "pt-BR" : "en";
