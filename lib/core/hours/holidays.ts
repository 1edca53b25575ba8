// The holidays of a policy: its own dates and half days, and Brazil's from a library, since those move with Easter and with the law.
import HolidayLibrary from "date-holidays";
import { type HalfDay, type Holidays, isDate, isYearlyDate, type Period, parsePeriod } from "./business-hours.ts";
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

const isHalfDay = (entry: Holidays[number]): entry is HalfDay => typeof entry !== "string";

/** What is said of a day by its date goes before what is said of it for each year, and that before a calendar. */
const partsOf = (holidays: Holidays) => {
  const closed = new Set(holidays.filter((entry): entry is string => !isHalfDay(entry)));
  const halfDays = new Map(
    holidays
      .filter(isHalfDay)
      .map(({ date, periods }) => [date, periods.map(parsePeriod).filter((period) => period !== undefined)]),
  );
  const calendars = [...closed].filter((entry) => !isDate(entry) && !isYearlyDate(entry));
  return { closed, halfDays, calendars };
};

/** What it answers is asked with the date on the wall, `YYYY-MM-DD`. A half day is no holiday. */
export const isHolidayIn = (holidays: Holidays): ((date: string) => boolean) => {
  const { closed, halfDays, calendars } = partsOf(holidays);
  return (date) => {
    for (const day of [date, date.slice(5)]) if (closed.has(day) || halfDays.has(day)) return closed.has(day);
    return calendars.some((name) => yearOf(name, Number(date.slice(0, 4))).dates.has(date));
  };
};

/**
 * What it answers is asked with the date on the wall and the periods that the day usually has, and says which it has instead;
 * undefined where it is no half day. One of each year is none where its weekday is closed, such as Christmas Eve on a Sunday.
 */
export const halfDayIn = (
  holidays: Holidays,
): ((date: string, usual: readonly Period[]) => readonly Period[] | undefined) => {
  const { closed, halfDays } = partsOf(holidays);
  return (date, usual) => {
    if (halfDays.has(date) || closed.has(date)) return halfDays.get(date);
    return usual.length === 0 ? undefined : halfDays.get(date.slice(5));
  };
};
