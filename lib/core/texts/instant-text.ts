// Writes an instant as people of a language read it on the wall of their zone.
import { offsetMs } from "../hours/local-time.ts";
import { isPlausible } from "../plausible-instant.ts";
import type { Language, Locale } from "./language.ts";

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  "pt-BR": ["dom.", "seg.", "ter.", "qua.", "qui.", "sex.", "sáb."],
};

const outOfRange: Readonly<Record<Language, string>> = {
  en: "a time out of range",
  "pt-BR": "uma data impossível",
};

/** `date` is a day of the calendar, as YYYY-MM-DD. */
export const dateText = (date: string, language: Language): string =>
  language === "en" ? date : date.split("-").toReversed().join("/");

/** Such as "Mon 2026-03-02 09:00" or "seg., 02/03/2026 09:00". */
export const instantText = (ms: number, { language, timeZone }: Locale): string => {
  if (!isPlausible(ms)) return outOfRange[language];
  const wall = new Date(ms + offsetMs(ms, timeZone));
  const [date = "", time = ""] = wall.toISOString().slice(0, 16).split("T");
  const day = `${weekdays[language][wall.getUTCDay()]}${language === "en" ? "" : ","}`;
  return `${day} ${dateText(date, language)} ${time}`;
};
