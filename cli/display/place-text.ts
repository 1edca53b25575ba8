// Where the commands work, in the words of a language.
import type { Language } from "../../lib/core/texts/language.ts";

/** `place` is that of the connection, which knows no language: it may not have read the configuration. */
export const placeText = (place: string, language: Language): string =>
  language === "en"
    ? place
    : place.replace(/^the local stack$/, "ambiente local").replace(/^(stage \S+) in /, "$1 em ");
