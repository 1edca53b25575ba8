// The dates of the calendars that a configuration names, for as long as a bundle may live: they are worked out when it is built.
import { holidayCalendars } from "./business-hours.ts";
import { holidaysIn } from "./holiday-library.ts";

/** What happened before counts as well, and nothing is deployed for longer. */
const [yearsBefore, yearsAfter] = [3, 30];

/** A calendar stands among the holidays of some hours as a text; whatever else is written like one does no harm. */
const calendarsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return holidayCalendars.includes(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(calendarsIn) : [];
};

/** By calendar and year, each date as `MM-DD`. */
export const configuredDates = (
  config: unknown,
  thisYear: number,
): Readonly<Record<string, Readonly<Record<number, string>>>> => {
  const years = Array.from({ length: yearsBefore + yearsAfter + 1 }, (_, index) => thisYear - yearsBefore + index);
  const datesOf = (calendar: string, year: number): string =>
    [...new Set(holidaysIn(calendar, year).map(({ date }) => date.slice(5)))].join(" ");
  return Object.fromEntries(
    [...new Set(calendarsIn(config))].map((calendar) => [
      calendar,
      Object.fromEntries(years.map((year) => [year, datesOf(calendar, year)])),
    ]),
  );
};
