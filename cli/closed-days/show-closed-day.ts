// Closed days as they are shown: what they close, of whom, and who said so.
import type { ClosedDay } from "../../lib/core/hours/closed-day.ts";
import { closedDayText } from "../../lib/core/texts/closed-day-text.ts";
import { dateText } from "../../lib/core/texts/instant-text.ts";
import type { Language, Locale } from "../../lib/core/texts/language.ts";
import { shownTime } from "../display/time-text.ts";
import { closedDayWords } from "./closed-day-words.ts";

/** The weekday lets somebody see that they named the day they meant. */
export const dayText = (day: ClosedDay, language: Language): string => {
  const locale = language === "en" ? "en-US" : language;
  const weekday = new Date(`${day.date}T00:00:00Z`).toLocaleDateString(locale, { weekday: "long", timeZone: "UTC" });
  const date = dateText(day.date, language);
  return closedDayText(day, language).replace(date, `${date} (${weekday})`);
};

export const ofWhom = ({ departmentId, departmentName }: ClosedDay, language: Language): string =>
  departmentId === undefined ? closedDayWords[language].everybody : (departmentName ?? departmentId);

export const setText = ({ setBy, setAt }: ClosedDay, locale: Locale): string =>
  setAt === "" ? setBy : closedDayWords[locale.language].setAt(setBy, shownTime(setAt, locale));
