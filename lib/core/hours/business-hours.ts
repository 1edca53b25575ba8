// When people answer: weekly hours in a zone, or the account's own, less the holidays.
import * as z from "zod/mini";
import { exactly, type ReportProblem, rule } from "../config-shape.ts";
import { foldName } from "../names.ts";
import { isProperties, own } from "../value.ts";
import { isTimeZone } from "./local-time.ts";

export const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export type Weekday = (typeof weekdays)[number];

/** Both are minutes since midnight on the wall; the end, at most 24:00, is outside. */
export interface Period {
  fromMinute: number;
  toMinute: number;
}

const clockTime = "([01]\\d|2[0-3]):([0-5]\\d)";
const period = new RegExp(`^${clockTime}-(?:${clockTime}|(24):(00))$`);

/** Undefined for what is not written `HH:MM-HH:MM`; the order of the two is not checked here. */
export const parsePeriod = (text: unknown): Period | undefined => {
  const match = typeof text === "string" ? period.exec(text) : null;
  if (!match) return undefined;
  const minutes = (hour = "0", minute = "0") => Number(hour) * 60 + Number(minute);
  return { fromMinute: minutes(match[1], match[2]), toMinute: minutes(match[3] ?? match[5], match[4] ?? match[6]) };
};

const checkDay = (value: unknown, report: ReportProblem): void => {
  if (!Array.isArray(value)) return;
  const periods = value.flatMap((text, index) => {
    const read = parsePeriod(text);
    return read === undefined ? [] : [{ ...read, index }];
  });
  for (const { fromMinute, toMinute, index } of periods)
    if (fromMinute >= toMinute)
      report(
        [index],
        "must end after it begins; a night is two periods, one until 24:00 and one from 00:00 the next day",
      );
  const forward = periods.filter(({ fromMinute, toMinute }) => fromMinute < toMinute);
  for (const one of forward)
    for (const other of forward)
      if (other.index < one.index && one.fromMinute < other.toMinute && other.fromMinute < one.toMinute)
        report([one.index], `overlaps the period ${other.index + 1} of that day`);
};

const periodText = z
  .string("must be a text such as 09:00-18:00")
  .check(
    z.refine((text) => parsePeriod(text) !== undefined, "must be HH:MM-HH:MM, such as 09:00-18:00 or 18:00-24:00"),
  );

const day = z.optional(
  z.array(periodText, "must be a list of periods, such as 09:00-12:00 and 13:00-18:00").check(rule(checkDay)),
);

const checkWeek = (value: unknown, report: ReportProblem): void => {
  if (!isProperties(value)) return;
  const days = weekdays.map((name) => own(value, name)).filter((each) => each !== undefined);
  if (days.every((each) => Array.isArray(each) && each.length === 0))
    report([], "must be open on at least one day, or nothing would ever happen");
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

const holiday = z
  .string("must be a text")
  .check(
    z.refine(
      (text) => isDate(text) || holidayCalendars.includes(text),
      "must be a date (YYYY-MM-DD), BR, BR-bank or a state of Brazil such as BR-SP",
    ),
  );

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
  holidays: z._default(z.array(holiday, "must be a list of dates and of BR, BR-bank or BR-<state>"), []),
}).check(rule(checkHours));

export type BusinessHours = z.output<typeof businessHoursShape>;
