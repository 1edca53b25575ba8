// The languages in which we write to people; codes, events, logs and errors are English in all of them.

export const languages = ["en", "pt-BR"] as const;
export type Language = (typeof languages)[number];

/** How something is written for people: in which language, and by the clock of which zone. */
export interface Locale {
  language: Language;
  timeZone: string;
}
