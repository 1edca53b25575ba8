// Reads a time to come as people type it, in Portuguese or English: "amanhã 09:00", "segunda 9h", "2 dias úteis", "30/11 14:00".
import type { HoldRequest } from "../../lib/core/command/hold-request.ts";
import { localDay, localTimeToUtc } from "../../lib/core/hours/local-time.ts";
import { parseInstant } from "../../lib/core/instants.ts";
import { foldName } from "../../lib/core/names.ts";

type Until = NonNullable<HoldRequest["until"]>;

const dayMs = 86_400_000;
const minuteMs = 60_000;

const weekdays: readonly (readonly string[])[] = [
  ["domingo", "dom", "sunday", "sun"],
  ["segunda", "segunda-feira", "seg", "monday", "mon"],
  ["terca", "terca-feira", "ter", "tuesday", "tue"],
  ["quarta", "quarta-feira", "qua", "wednesday", "wed"],
  ["quinta", "quinta-feira", "qui", "thursday", "thu"],
  ["sexta", "sexta-feira", "sex", "friday", "fri"],
  ["sabado", "sab", "saturday", "sat"],
];

const named = new Map<string, number>([
  ["hoje", 0],
  ["today", 0],
  ["amanha", 1],
  ["tomorrow", 1],
  ["depois de amanha", 2],
  ["day after tomorrow", 2],
  ["the day after tomorrow", 2],
]);

interface Now {
  nowMs: number;
  timeZone: string;
}

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** `today` as `YYYY-MM-DD`, and so many days later. */
const daysAfter = (today: string, days: number): string => isoDay(Date.parse(today) + days * dayMs);

/** The next such day: on a Monday, "segunda" is in a week, since who means today says so. */
const nextWeekday = (today: string, name: string): string | undefined => {
  const wanted = weekdays.findIndex((names) => names.includes(name));
  if (wanted < 0) return undefined;
  return daysAfter(today, ((wanted - new Date(today).getUTCDay() + 6) % 7) + 1);
};

const existing = (year: number, month: string, day: string): string | undefined => {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isoDay(Date.parse(date) || 0) === date ? date : undefined;
};

/** Without a year it is the next one of that name. */
const calendarDay = (today: string, text: string): string | undefined => {
  const [, day = "", month = "", year] = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(text) ?? [];
  if (day !== "" && year !== undefined) return existing(Number(year), month, day);
  if (day !== "") {
    const thisYear = Number(today.slice(0, 4));
    const date = existing(thisYear, month, day);
    return date !== undefined && date >= today ? date : existing(thisYear + 1, month, day);
  }
  const [, isoYear = "", isoMonth = "", isoDate = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return isoYear === "" ? undefined : existing(Number(isoYear), isoMonth, isoDate);
};

const dayOf = (today: string, text: string): Exclude<Until, string> | undefined => {
  const business = /^(\d{1,2}) (?:dias? (?:util|uteis)|(?:business|working) days?)$/.exec(text);
  if (business) return { date: today, plusBusinessDays: Number(business[1]) };
  const plain = /^(\d{1,2}) (?:dias?|days?)$/.exec(text);
  const days = plain ? Number(plain[1]) : named.get(text);
  const date = days === undefined ? (nextWeekday(today, text) ?? calendarDay(today, text)) : daysAfter(today, days);
  return date === undefined ? undefined : { date, plusBusinessDays: 0 };
};

/** Minutes since midnight; undefined for what is no time of the day. */
const clockOf = (text: string): number | undefined => {
  if (text === "meio-dia" || text === "noon") return 720;
  const [, hour, minute = "00"] = /^(\d{1,2})(?::(\d{2})| ?h(?:oras?)? ?(\d{2})?)$/
    .exec(text)
    ?.filter((part) => part !== undefined) ?? [undefined, undefined];
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hour !== undefined && hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
};

const spanMs = (text: string): number | undefined => {
  const [, count, unit = ""] = /^(\d{1,3}) ?(minutos?|minutes?|min|horas|hora|hours?|h)$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  return Number(count) * (unit.startsWith("m") ? 1 : 60) * minuteMs;
};

/** Undefined for what is not understood. A day without a time stands for its opening. */
export const readTypedTime = (text: string, { nowMs, timeZone }: Now): Until | undefined => {
  const written = foldName(text).replaceAll(/\s+/g, " ").trim();
  const [, later] = /^(?:em|in|daqui a) (.+)$/.exec(written) ?? [];
  const span = later === undefined ? undefined : spanMs(later);
  if (span !== undefined) return new Date(nowMs + span).toISOString();
  const today = localDay(nowMs, timeZone);
  const whole = later ?? written;
  const alone = dayOf(today, whole);
  if (alone) return alone;
  const at = (date: string, minute: number): string | undefined => {
    const ms = localTimeToUtc(Date.parse(date) + minute * minuteMs, timeZone);
    return ms === undefined ? undefined : new Date(ms).toISOString();
  };
  const onlyTime = clockOf(whole.replace(/^(?:as|at) /, ""));
  if (onlyTime !== undefined) return at(today, onlyTime);
  const [, day = "", time = ""] =
    /^(.+?),? (?:as |at )?(\d{1,2}(?::\d{2}| ?h(?:oras?)? ?\d{0,2})|meio-dia|noon)$/.exec(whole) ?? [];
  const [date, minute] = [dayOf(today, day), clockOf(time.trim())];
  // Business days need a calendar, and with a time of day they would be two things at once.
  if (date && date.plusBusinessDays === 0 && minute !== undefined) return at(date.date, minute);
  const parsed = parseInstant(text.trim(), timeZone);
  return parsed.ok ? parsed.instant : undefined;
};
