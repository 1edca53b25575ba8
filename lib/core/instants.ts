// Reads instants as people write them in their own zone, as machines write them, and as WTS does.
import { localTimeToUtc } from "./hours/local-time.ts";
import { epochMs, hasShortYear, isDateAlone, isDayFirst, takeTimeApart, type WrittenTime } from "./written-times.ts";

/** `instant` has the form `YYYY-MM-DDThh:mm:ss.sssZ`. */
type ParsedInstant = { ok: true; instant: string } | { ok: false; message: string };

const refuse = (message: string): ParsedInstant => ({ ok: false, message });

const nonexistent = refuse("there is no such date or time");

/** Answers the milliseconds of a civil time read as UTC; undefined when the calendar or the clock has no such time. */
const civilMs = (year: number, month: number, day: number, hour: number, minute: number, second: number) => {
  if (year < 1 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
};

const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

const portugueseMonthNames = [
  "janeiro",
  "fevereiro",
  "marco",
  "abril",
  "maio",
  "junho",
  "julho",
  "agosto",
  "setembro",
  "outubro",
  "novembro",
  "dezembro",
];

const monthIn = (names: readonly string[], written: string): number =>
  names.findIndex((name) => name === written || name.slice(0, 3) === written) + 1;

/** 0 for what is no month. */
const monthOf = (month: string): number => {
  if (/^\d+$/.test(month)) return Number(month);
  const written = month.toLowerCase().replace("ç", "c");
  return monthIn(monthNames, written === "sept" ? "sep" : written) || monthIn(portugueseMonthNames, written);
};

/** RFC 2822 gives the American ones these meanings; Java writes the Brazilian ones. */
const zoneHours: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  BRT: -3,
  BRST: -2,
};

/** Undefined for a zone or an offset that there is not. */
const zoneMs = (zone: string): number | undefined => {
  if (/^[A-Za-z]/.test(zone)) {
    const hours = zoneHours[zone.toUpperCase()];
    return hours === undefined ? undefined : hours * 3_600_000;
  }
  const [, sign, hours, minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

const asInstant = (ms: number): ParsedInstant => {
  const year = new Date(ms).getUTCFullYear();
  return year >= 1 && year <= 9999
    ? { ok: true, instant: new Date(ms).toISOString() }
    : refuse("the year must lie between 1 and 9999");
};

const refuseName = (zone: string): ParsedInstant =>
  refuse(
    /^[AP]M$/i.test(zone)
      ? "expected hours from 0 to 23, without AM or PM"
      : "this abbreviation of a time zone has no one meaning; give an offset, such as -03:00",
  );

const instantOf = (written: WrittenTime, timeZone: string): ParsedInstant => {
  const { year, month, day, hour, minute, second = "0", fraction = "", zone } = written;
  const wallMs = civilMs(Number(year), monthOf(month), Number(day), Number(hour), Number(minute), Number(second));
  if (wallMs === undefined) return nonexistent;
  const milliseconds = Number(`${fraction}000`.slice(0, 3));
  if (zone !== undefined) {
    const offset = zoneMs(zone);
    if (offset !== undefined) return asInstant(wallMs + milliseconds - offset);
    return /^[+-]/.test(zone) ? nonexistent : refuseName(zone);
  }
  const utcMs = localTimeToUtc(wallMs, timeZone);
  return utcMs === undefined
    ? refuse(`this time does not exist in ${timeZone}: the clock there skips it`)
    : asInstant(utcMs + milliseconds);
};

/** What was meant can be guessed for some; the message says what keeps it from being read. */
const refusal = (text: string, timeZone: string): ParsedInstant => {
  const expected = `expected YYYY-MM-DD hh:mm (in ${timeZone}) or RFC 3339, such as 2026-11-30T18:00:00-03:00`;
  if (isDateAlone(text)) return refuse(`${expected}; this is a day without a time, so add the time that is meant`);
  if (hasShortYear(text)) return refuse(`${expected}; this year has two digits, so give it four`);
  return refuse(expected);
};

/**
 * Reads a date with its time however its sender writes it: RFC 3339 and what is near to it, day first with a year of four
 * digits, as mails and programs write it, or counted from 1970 in seconds, milliseconds or finer. Without an offset it is of
 * `timeZone`; an hour that the end of summer time repeats means its first occurrence. What is finer than a millisecond is cut.
 */
export const parseInstant = (input: unknown, timeZone: string): ParsedInstant => {
  if (input instanceof Date && !Number.isNaN(input.getTime())) return asInstant(input.getTime());
  if (typeof input !== "string" && typeof input !== "number") return refusal("", timeZone);
  const text = String(input);
  const written = takeTimeApart(text);
  if (!written) {
    const ms = epochMs(input);
    return ms === undefined ? refusal(text, timeZone) : asInstant(ms);
  }
  const parsed = instantOf(written, timeZone);
  if (parsed !== nonexistent || !isDayFirst(text)) return parsed;
  return refuse("there is no such date or time; a date that ends in its year is read with the day first");
};

/** Answers epoch milliseconds. WTS writes 0 to 7 digits of a fraction; those beyond the millisecond are cut. Undefined for what is no instant. */
export const instantMs = (value: unknown): number | undefined => {
  if (typeof value !== "string") return undefined;
  const ms = Date.parse(value.replace(/(\.\d{3})\d+/, "$1"));
  return Number.isNaN(ms) ? undefined : ms;
};
