// The words of a view in the language of the page.
import type { Language } from "../../../lib/core/texts/language.ts";
import { language } from "../state/language.ts";

export type Wording<Words> = Readonly<Record<Language, Words>>;

export const useWords = <Words>(wording: Wording<Words>): Words => wording[language.value];
