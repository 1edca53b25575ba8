// Whether changed business hours open at no time at which those before were closed; a doubt is a no.
import { type BusinessHours, parsePeriod, weekdays } from "../../core/hours/business-hours.ts";
import { isHolidayIn } from "../../core/hours/holidays.ts";
import { isProperties, own, type Properties, sortedJson } from "../../core/value.ts";

const isSame = (one: unknown, other: unknown): boolean => sortedJson(one ?? null) === sortedJson(other ?? null);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A half day opens its periods on whatever day it is: only within the usual ones of a day that was open it opens nothing. */
const isWithinItsDay = (entry: unknown, before: Properties): boolean => {
  // One that is closed all day opens nothing, and the day of a half day is no other's.
  if (!isProperties(entry)) return true;
  const date = own(entry, "date");
  const [weekly, holidays] = [own(before, "weekly"), listOf(own(before, "holidays"))];
  if (typeof date !== "string" || !/^\d{4}-/.test(date) || !isProperties(weekly)) return false;
  const isHalfDay = holidays.some((other) => isProperties(other) && date.endsWith(String(own(other, "date"))));
  if (isHalfDay || isHolidayIn(holidays as BusinessHours["holidays"])(date)) return false;
  const usual = listOf(own(weekly, weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday")).map(parsePeriod);
  return listOf(own(entry, "periods"))
    .map(parsePeriod)
    .every((one) =>
      usual.some((all) => one && all && all.fromMinute <= one.fromMinute && one.toMinute <= all.toMinute),
    );
};

const holidaysAreNoFewer = (before: Properties, after: Properties): boolean => {
  const [was, is] = [listOf(own(before, "holidays")), listOf(own(after, "holidays"))];
  const isKept = was.every((entry) => is.some((other) => isSame(entry, other)));
  const added = is.filter((entry) => !was.some((other) => isSame(entry, other)));
  return isKept && added.every((entry) => isWithinItsDay(entry, before));
};

/** Whoever has none is open at any time. */
export const hoursAreNoWider = (before: unknown, after: unknown): boolean => {
  if (before === undefined) return true;
  if (!isProperties(before) || !isProperties(after)) return false;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.every((name) =>
    name === "holidays" ? holidaysAreNoFewer(before, after) : isSame(own(before, name), own(after, name)),
  );
};
