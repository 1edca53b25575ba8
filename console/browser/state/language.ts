// The language of the page: the one somebody chose here, or else that of hooks.config.ts, or, where that cannot be read, the browser's.
import { computed, effect } from "@preact/signals";
import type { Language } from "../../../lib/core/texts/language.ts";
import { place } from "./place.ts";
import { stored } from "./stored.ts";

export const languages: readonly Language[] = ["en", "pt-BR"];

const chosenLanguage = stored("console-language", (kept) => languages.find((each) => each === kept));

export const browserLanguage: Language = navigator.language.startsWith("pt") ? "pt-BR" : "en";

export const language = computed<Language>(() => chosenLanguage.value ?? place.value?.language ?? browserLanguage);

export const chooseLanguage = (chosen: Language): void => {
  chosenLanguage.value = chosen;
};

effect(() => {
  document.documentElement.lang = language.value;
});
