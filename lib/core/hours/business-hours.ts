// When people answer: weekly hours in a zone, or the account's own, less the holidays.
import * as z from "zod/mini";
import { exactly, type ReportProblem, rule } from "../config-shape.ts";
import { foldName } from "../names.ts";
import { isProperties, own } from "../value.ts";
import { isTimeZone } from "./local-time.ts";

export const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export type Weekday = (typeof weekdays)[number];

/** Both are minutes since midnight on the wall. The end is outside; of a night it lies beyond 24:00, in the next day. */
export interface Period {
  fromMinute: number;
  toMinute: number;
}

export const minutesPerDay = 1440;

const clockTime = "([01]\\d|2[0-3]):([0-5]\\d)";
const period = new RegExp(`^${clockTime}-(?:${clockTime}|(24):(00))$`);

/** Undefined for what is not written `HH:MM-HH:MM`. One that ends before it begins ends on the next day; one that ends when it begins has no length. */
export const parsePeriod = (text: unknown): Period | undefined => {
  const match = typeof text === "string" ? period.exec(text) : null;
  if (!match) return undefined;
  const minutes = (hour = "0", minute = "0") => Number(hour) * 60 + Number(minute);
  const [fromMinute, end] = [minutes(match[1], match[2]), minutes(match[3] ?? match[5], match[4] ?? match[6])];
  return { fromMinute, toMinute: end < fromMinute ? end + minutesPerDay : end };
};

const indexedPeriods = (day: unknown): readonly (Period & { index: number })[] =>
  (Array.isArray(day) ? day : []).flatMap((text, index) => {
    const read = parsePeriod(text);
    return read === undefined || read.fromMinute === read.toMinute ? [] : [{ ...read, index }];
  });

const overlap = (one: Period, other: Period): boolean =>
  one.fromMinute < other.toMinute && other.fromMinute < one.toMinute;

const checkDay = (value: unknown, report: ReportProblem): void => {
  for (const [index, text] of (Array.isArray(value) ? value : []).entries()) {
    const read = parsePeriod(text);
    if (read?.fromMinute === read?.toMinute && read !== undefined)
      report([index], "must not end when it begins; the whole day is 00:00-24:00");
  }
  const periods = indexedPeriods(value);
  for (const one of periods)
    for (const other of periods)
      if (other.index < one.index && overlap(one, other))
        report([one.index], `overlaps the period ${other.index + 1} of that day`);
};

const periodText = z
  .string("must be a text such as 09:00-18:00")
  .check(
    z.refine(
      (text) => parsePeriod(text) !== undefined,
      "must be HH:MM-HH:MM, such as 09:00-18:00, or 21:00-02:00 for a night",
    ),
  );

const periodList = z
  .array(periodText, "must be a list of periods, such as 09:00-12:00 and 13:00-18:00")
  .check(rule(checkDay));

const day = z.optional(periodList);

const checkWeek = (value: unknown, report: ReportProblem): void => {
  if (!isProperties(value)) return;
  const days = weekdays.map((name) => own(value, name)).filter((each) => each !== undefined);
  if (days.every((each) => Array.isArray(each) && each.length === 0))
    report([], "must be open on at least one day, or nothing would ever happen");
  for (const [number, name] of weekdays.entries()) {
    const next = weekdays[(number + 1) % weekdays.length] ?? "sunday";
    const nights = indexedPeriods(own(value, name)).map(({ toMinute }) => toMinute - minutesPerDay);
    for (const morning of indexedPeriods(own(value, next)))
      if (nights.some((endMinute) => morning.fromMinute < endMinute))
        report([next, morning.index], `overlaps the night of ${name}, which ends on ${next}`);
  }
};

/** By its letters alone, segunda (Monday) would be nearest to sunday. */
const portugueseDays = ["dom", "seg", "ter", "qua", "qui", "sex", "sab"];
const translated = (key: string): Weekday | undefined => weekdays[portugueseDays.indexOf(foldName(key).slice(0, 3))];

const week = exactly(
  { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
  translated,
).check(rule(checkWeek));

const brazilianStates = "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO".split(" ");

/** They have the national holidays; some add the days on which banks are closed (carnival, Corpus Christi), or those of a state. */
export const holidayCalendars = ["BR", "BR-bank", ...brazilianStates.map((state) => `BR-${state}`)];

/** It tells a date of the calendar from what merely looks like one. */
export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

/** It stands for this day of each year, month first; 02-29 comes round every fourth. */
export const isYearlyDate = (text: string): boolean => /^\d{2}-\d{2}$/.test(text) && isDate(`2028-${text}`);

const dateForms = "a date (YYYY-MM-DD, or MM-DD for each year)";

/** People here write the day first, which is no date in a configuration: the message has it the other way round. */
const otherWayRound = (text: unknown): string => {
  const [, day = "", month = "", year] = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/.exec(String(text)) ?? [];
  const date = [year, month.padStart(2, "0"), day.padStart(2, "0")].filter(Boolean).join("-");
  return isDate(date) || isYearlyDate(date) ? `; did you mean ${date}?` : "";
};

const holidayText = z.string("must be a text").check(
  z.refine((text) => isDate(text) || isYearlyDate(text) || holidayCalendars.includes(text), {
    error: ({ input }) => `must be ${dateForms}, BR, BR-bank or a state of Brazil such as BR-SP${otherWayRound(input)}`,
  }),
);

const checkHalfDay = (value: unknown, report: ReportProblem): void => {
  for (const { toMinute, index } of indexedPeriods(value))
    if (toMinute > minutesPerDay) report([index], "must end by 24:00: a half day is one day, and no night");
};

const halfDay = exactly({
  date: z.string("must be a text").check(
    z.refine((text) => isDate(text) || isYearlyDate(text), {
      error: ({ input }) => `must be ${dateForms}${otherWayRound(input)}`,
    }),
  ),
  periods: periodList.check(
    z.minLength(1, "must have at least one period; a day that is closed is named by its date alone"),
    rule(checkHalfDay),
  ),
});
export type HalfDay = z.output<typeof halfDay>;

const holidayMessage = 'must be a text, or a half day such as {date: "2026-12-24", periods: ["09:00-12:00"]}';

const dateIn = (entry: unknown): unknown => (isProperties(entry) ? own(entry, "date") : entry);

/** A day that is named as closed and as a half day, or as two half days, is in doubt. */
const checkHolidays = (value: unknown, report: ReportProblem): void => {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  for (const [index, entry] of entries.entries()) {
    const earlier = entries.slice(0, index).find((other) => dateIn(other) === dateIn(entry));
    if (earlier !== undefined && (isProperties(earlier) || isProperties(entry)))
      report([index], "is about the same day as an earlier one; say once what becomes of it");
  }
};

const checkHours = (value: unknown, report: ReportProblem): void => {
  if (!isProperties(value)) return;
  if (own(value, "weekly") === "account" && own(value, "timeZone") !== undefined)
    report(["timeZone"], "the account's hours come with their own offset from UTC; leave it out");
};

const weeklyMessage = 'must be "account", or the periods of each weekday, such as {monday: ["09:00-18:00"]}';

export const businessHoursShape = exactly({
  /** Where it is not given, it is that of the configuration. */
  timeZone: z.optional(
    z.string("must be a text").check(z.refine(isTimeZone, "must be an IANA time zone, such as America/Sao_Paulo")),
  ),
  weekly: z.union([z.literal("account", weeklyMessage), week], weeklyMessage),
  holidays: z._default(
    z
      .array(
        z.union([holidayText, halfDay], holidayMessage),
        "must be a list of dates, of half days, and of BR, BR-bank or BR-<state>",
      )
      .check(rule(checkHolidays)),
    [],
  ),
}).check(rule(checkHours));

export type BusinessHours = z.output<typeof businessHoursShape>;
export type Holidays = readonly BusinessHours["holidays"][number][];
