// Brazil's holidays from a library, since they move with Easter and with the law. A bundle has the dates that came of it instead.
import HolidayLibrary from "date-holidays";
import { stateHolidays } from "./state-holidays.ts";

type Kind = "public" | "bank";

interface NamedHoliday {
  /** `YYYY-MM-DD`. */
  date: string;
  name: string;
  /** It is known where the library is corrected. */
  law: string | undefined;
}

const libraryOf = (year: number, country: string, state?: string): HolidayLibrary => {
  if (state === undefined) return new HolidayLibrary(country);
  const library = new HolidayLibrary(country, state);
  for (const { rule, name, as, ...corrected } of stateHolidays)
    if (corrected.state === state && year >= corrected.fromYear)
      library.setHoliday(rule, as === "holiday" ? { name: { pt: name }, type: "public" } : (false as never));
  return library;
};

const lawOf = (state: string | undefined, rule: string): string | undefined =>
  stateHolidays.find((each) => each.state === state && each.rule === rule && each.as === "holiday")?.law;

const holidaysOf = (kinds: readonly Kind[], year: number, country: string, state?: string): readonly NamedHoliday[] =>
  libraryOf(year, country, state)
    .getHolidays(year, "pt")
    .filter(({ type }) => kinds.some((kind) => kind === type))
    .map(({ date, name, rule }) => ({ date: date.slice(0, 10), name, law: lawOf(state, rule) }));

interface CalendarYear {
  holidays: readonly NamedHoliday[];
  dates: ReadonlySet<string>;
}

/** A year costs the library some 10 ms. */
const known = new Map<string, CalendarYear>();

const workOut = (calendar: string, year: number): readonly NamedHoliday[] => {
  const [country = "BR", place] = calendar.split("-");
  if (place === undefined) return holidaysOf(["public"], year, country);
  if (place === "bank") return holidaysOf(["public", "bank"], year, country);
  // The library lets a state's own rule hide a national one: São Paulo would work on 20 November.
  return [...holidaysIn(country, year), ...holidaysOf(["public"], year, country, place)];
};

const yearOf = (calendar: string, year: number): CalendarYear => {
  const key = `${calendar} ${year}`;
  const held = known.get(key);
  if (held) return held;
  const holidays = workOut(calendar, year);
  const worked = { holidays, dates: new Set(holidays.map(({ date }) => date)) };
  known.set(key, worked);
  return worked;
};

/** The holidays of one of `holidayCalendars` in a year; those of a state are the nation's and its own. */
export const holidaysIn = (calendar: string, year: number): readonly NamedHoliday[] => yearOf(calendar, year).holidays;

/** The dates of `holidaysIn`, to be asked by `YYYY-MM-DD`. */
export const datesIn = (calendar: string, year: number): Pick<ReadonlySet<string>, "has"> =>
  yearOf(calendar, year).dates;
