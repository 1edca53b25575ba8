// The holidays of a policy: its own dates, and Brazil's from a library, since those move with Easter and with the law.
import Holidays from "date-holidays";
import { isDate } from "./business-hours.ts";

type Kind = "public" | "bank";

const known = new Map<string, ReadonlySet<string>>();

const datesOf = (kinds: readonly Kind[], year: number, ...place: [string, string?]): string[] => {
  const [country, state] = place;
  const library = state === undefined ? new Holidays(country) : new Holidays(country, state);
  return library
    .getHolidays(year)
    .filter(({ type }) => kinds.some((kind) => kind === type))
    .map(({ date }) => date.slice(0, 10));
};

/** Both are asked for, since the library lets a state's own rule hide a national one: São Paulo would work on 20 November. */
const yearOf = (calendar: string, year: number): ReadonlySet<string> => {
  const key = `${calendar} ${year}`;
  const held = known.get(key);
  if (held) return held;
  const [country = "BR", place] = calendar.split("-");
  const dates = new Set(datesOf(place === "bank" ? ["public", "bank"] : ["public"], year, country));
  if (place !== undefined && place !== "bank")
    for (const date of datesOf(["public"], year, country, place)) dates.add(date);
  known.set(key, dates);
  return dates;
};

/** What it answers is asked with the date on the wall, `YYYY-MM-DD`. */
export const isHolidayIn = (holidays: readonly string[]): ((date: string) => boolean) => {
  const dates = new Set(holidays.filter(isDate));
  const calendars = holidays.filter((name) => !dates.has(name));
  return (date) => dates.has(date) || calendars.some((name) => yearOf(name, Number(date.slice(0, 4))).has(date));
};
