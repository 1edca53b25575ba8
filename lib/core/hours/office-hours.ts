// The account's own office hours, as WTS keeps them: wall time and a fixed offset, no zone and no holidays.
import { isProperties, own } from "../value.ts";
import { minutesPerDay, type Period, parsePeriod, type Weekday, weekdays } from "./business-hours.ts";
import type { Week } from "./business-time.ts";

/** Any part of it may be missing: the vendor's schema requires none. */
export interface OfficeHours {
  limitHours?: boolean;
  /** It counts the hours from UTC, which may be fractional. */
  timezoneDiff?: number | null;
  days?:
    | {
        dayWeek?: string | null;
        active?: boolean;
        periods?: { startTime?: string | null; endTime?: string | null }[] | null;
      }[]
    | null;
}

type ReadOfficeHours = "always" | { timeZone: string; weekly: Week } | { problem: string };

/** The offset in a way that the runtime takes for a zone. */
const offsetName = (hours: number): string => {
  const minutes = Math.round(Math.abs(hours) * 60);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${hours < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** A day that ends at 00:00 ends at midnight, and one that ends before it begins on the next day; seconds, if there are any, are cut. */
const readPeriod = (period: unknown): Period | undefined => {
  if (!isProperties(period)) return undefined;
  const [start, end] = [own(period, "startTime"), own(period, "endTime")];
  const time = (value: unknown) => (typeof value === "string" ? value.slice(0, 5) : "");
  const read = parsePeriod(`${time(start)}-${time(end) === "00:00" ? "24:00" : time(end)}`);
  return read !== undefined && read.fromMinute < read.toMinute ? read : undefined;
};

const nextDay = (day: Weekday): Weekday => weekdays[(weekdays.indexOf(day) + 1) % weekdays.length] ?? "sunday";

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

const problem = (what: string): { problem: string } => ({ problem: `the account's office hours ${what}` });

/** The days are unknown on purpose: what they say decides when people are written to. */
const daysOf = (hours: OfficeHours): readonly unknown[] => (Array.isArray(hours.days) ? hours.days : []);

/** `limitHours: false` means always open. What cannot be read is a problem: guessing would write to people at night. */
export const readOfficeHours = (hours: OfficeHours | undefined): ReadOfficeHours => {
  if (!isProperties(hours)) return problem("were not read");
  if (hours.limitHours === false) return "always";
  const offset = hours.timezoneDiff;
  if (typeof offset !== "number" || !(Math.abs(offset) <= 14))
    return problem("have no offset from UTC that can be read");
  const found = new Map<Weekday, Period[]>();
  const add = (day: Weekday, period: Period): void => {
    found.set(day, [...(found.get(day) ?? []), period]);
  };
  for (const each of daysOf(hours)) {
    if (!isProperties(each)) return problem("have a day that cannot be read");
    if (own(each, "active") !== true) continue;
    const dayWeek = own(each, "dayWeek");
    const day = weekdays.find((name) => typeof dayWeek === "string" && name === dayWeek.toLowerCase());
    if (day === undefined) return problem("have a day that is no weekday");
    found.set(day, found.get(day) ?? []);
    const periods = own(each, "periods") ?? [];
    for (const given of Array.isArray(periods) ? periods : [undefined]) {
      const read = readPeriod(given);
      if (read === undefined) return problem(`of ${day} have a period that cannot be read, or has no length`);
      add(day, { ...read, toMinute: Math.min(read.toMinute, minutesPerDay) });
      // A night belongs to the day on which it begins: its morning counts also where the next day is not active.
      if (read.toMinute > minutesPerDay) add(nextDay(day), { fromMinute: 0, toMinute: read.toMinute - minutesPerDay });
    }
  }
  const weekly: Week = Object.fromEntries([...found].map(([day, periods]) => [day, merge(periods)]));
  if (Object.values(weekly).every((periods) => periods.length === 0)) return problem("are limited to no hours at all");
  return { timeZone: offsetName(offset), weekly };
};
