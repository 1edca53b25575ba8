// The language of the page: the one somebody chose here, or else that of hooks.config.ts.
import { computed, effect } from "@preact/signals";
import type { Language } from "../../../lib/core/texts/language.ts";
import { place } from "./place.ts";
import { stored } from "./stored.ts";

export const languages: readonly Language[] = ["en", "pt-BR"];

const chosenLanguage = stored("console-language", (kept) => languages.find((each) => each === kept));

export const language = computed<Language>(() => chosenLanguage.value ?? place.value?.language ?? "en");

export const chooseLanguage = (chosen: Language): void => {
  chosenLanguage.value = chosen;
};

effect(() => {
  document.documentElement.lang = language.value;
});
