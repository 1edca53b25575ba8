// The account's own office hours, as WTS keeps them: wall time and a fixed offset, no zone and no holidays.
import { type Period, parsePeriod, type Weekday, weekdays } from "./business-hours.ts";

/** Anything may be missing: the vendor's schema requires nothing. */
export interface OfficeHours {
  limitHours?: boolean;
  /** Hours from UTC, may be fractional. */
  timezoneDiff?: number | null;
  days?:
    | {
        dayWeek?: string | null;
        active?: boolean;
        periods?: { startTime?: string | null; endTime?: string | null }[] | null;
      }[]
    | null;
}

export type ReadOfficeHours =
  | "always"
  | { timeZone: string; weekly: Readonly<Partial<Record<Weekday, readonly Period[]>>> }
  | { problem: string };

/** What the runtime takes for a zone. */
const offsetName = (hours: number): string => {
  const minutes = Math.round(Math.abs(hours) * 60);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${hours < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** A day that ends at 00:00 ends at midnight; seconds, if there are any, are cut. */
const readPeriod = (start: unknown, end: unknown): Period | undefined => {
  const time = (value: unknown) => (typeof value === "string" ? value.slice(0, 5) : "");
  const read = parsePeriod(`${time(start)}-${time(end) === "00:00" ? "24:00" : time(end)}`);
  return read !== undefined && read.fromMinute < read.toMinute ? read : undefined;
};

/** Periods that touch or overlap become one, so that no minute counts twice. */
const merge = (periods: readonly Period[]): Period[] => {
  const merged: Period[] = [];
  for (const period of periods.toSorted((one, other) => one.fromMinute - other.fromMinute)) {
    const last = merged.at(-1);
    if (last && period.fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, period.toMinute);
    else merged.push({ ...period });
  }
  return merged;
};

/** `limitHours: false` is always open. What cannot be read is a problem: guessing would write to people at night. */
export const readOfficeHours = (hours: OfficeHours | undefined): ReadOfficeHours => {
  if (hours === undefined) return { problem: "the account's office hours were not read" };
  if (hours.limitHours === false) return "always";
  const offset = hours.timezoneDiff;
  if (typeof offset !== "number" || !(Math.abs(offset) <= 14))
    return { problem: "the account's office hours have no offset from UTC that can be read" };
  const weekly: Partial<Record<Weekday, readonly Period[]>> = {};
  for (const { dayWeek, active, periods } of Array.isArray(hours.days) ? hours.days : []) {
    if (active !== true) continue;
    const day = weekdays.find((name) => name === String(dayWeek).toLowerCase());
    if (day === undefined) return { problem: "the account's office hours have a day that is no weekday" };
    const read = (periods ?? []).map(({ startTime, endTime }) => readPeriod(startTime, endTime));
    if (read.includes(undefined))
      return { problem: `the account's office hours of ${day} have a period that does not end after it begins` };
    weekly[day] = merge([...(weekly[day] ?? []), ...read.filter((period) => period !== undefined)]);
  }
  if (Object.values(weekly).every((periods) => periods.length === 0))
    return { problem: "the account's office hours are limited to no hours at all" };
  return { timeZone: offsetName(offset), weekly };
};
