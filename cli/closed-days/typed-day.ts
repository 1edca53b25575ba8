// Reads a day and a time of day as somebody types them here: the day first, or as in a configuration.
import { InvalidArgumentError } from "commander";
import { isDate, minutesPerDay } from "../../lib/core/hours/business-hours.ts";

const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const forms = "Expected a day as 2026-12-25 or 25/12/2026";

/** Answers `YYYY-MM-DD`. Of 05/03/2027 the 5 is the day, as everybody reads it in Brazil. */
export const typedDay = (typed: string): string => {
  const text = typed.trim();
  const [, day = "", month = "", year = ""] = dayFirst.exec(text) ?? [];
  const date = year === "" ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (isDate(date)) return date;
  if (Number(month) > 12 && isDate(`${year}-${day.padStart(2, "0")}-${month.padStart(2, "0")}`))
    throw new InvalidArgumentError(`${forms}; there is no month ${month}: the day comes first.`);
  if (/^\d{1,2}[/.-]\d{1,2}([/.-]\d{2})?$/.test(text))
    throw new InvalidArgumentError(`${forms}: with the year, in four digits.`);
  if (year !== "" || /^\d{4}-\d{2}-\d{2}$/.test(text))
    throw new InvalidArgumentError(`${forms}; this one is in no calendar.`);
  throw new InvalidArgumentError(`${forms}.`);
};

/** Answers the minute of the day, from `12:00`, `9:30`, `12h` or `12h30`; 24:00 is the day's end. */
export const typedTime = (typed: string): number => {
  const [, hours = "", minutes = "0"] = /^(\d{1,2})(?::(?=\d)|h)(\d{2})?$/i.exec(typed.trim()) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  if (hours !== "" && Number(minutes) < 60 && minute <= minutesPerDay) return minute;
  throw new InvalidArgumentError("Expected a time of day, such as 12:00 or 17h30.");
};
