// The holidays of a policy: its own dates and half days, and those of calendars.
import { type HalfDay, type Holidays, isDate, isYearlyDate, type Period, parsePeriod } from "./business-hours.ts";
import { datesIn } from "./holiday-library.ts";

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
    return calendars.some((name) => datesIn(name, Number(date.slice(0, 4))).has(date));
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
