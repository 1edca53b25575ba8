// Knows the ways in which senders and people write a date with its time, and takes each apart.
import { isBlankText } from "./value.ts";

/** The parts are as they were written, so `month` may be a name; what was not written is undefined. */
export interface WrittenTime {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string | undefined;
  fraction: string | undefined;
  /** It is Z, an offset such as -0300, or the abbreviation of a zone. */
  zone: string | undefined;
}

/** Brazilians write 18h30 and 18h as well. */
const clock = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?|h(?<minuteOfH>\d{2})?)`;
const compactClock = String.raw`(?<hour>\d{2})(?<minute>\d{2})(?:(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?`;
/** Go writes `-0300 -03` and Java a zone's name in brackets: what follows an offset repeats it. */
const zone = String.raw`(?: ?(?:UTC|GMT)?(?<zone>[+-]\d{2}(?::?\d{2})?)(?: [+-]\d{2,4}| [A-Z]{3,4}| ?\([^)]*\)| ?\[[^\]]*\])?| ?(?<name>Z|[A-Z]{2,4})(?: ?\[[^\]]*\])?)?`;
const monthName = String.raw`(?<month>[A-ZÇ]{3,9})\.?`;
const weekday = `(?:[A-Z]{3,9},? )`;

/** All of them are compared without regard to letter case. */
const forms: readonly RegExp[] = [
  // 2026-11-30T18:00:00.000-03:00 of machines, 2026-11-30 18:00 of people, 2026/11/30 of PHP.
  String.raw`(?<year>\d{4})([-/])(?<month>\d{1,2})\2(?<day>\d{1,2})(?:T|,? )${clock}${zone}`,
  // 20261130T180000Z of calendars, and 20261130180000 of banks.
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})T${compactClock}${zone}`,
  String.raw`(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})`,
  // 30/11/2026 18:00: the day comes first, and a browser puts a comma behind the year.
  String.raw`(?<day>\d{1,2})([-/.])(?<month>\d{1,2})\2(?<year>\d{4})(?:T|,? (?:às |- )?)${clock}${zone}`,
  // 30 de novembro de 2026 às 18:00, as a browser writes it in Portuguese; the name of a weekday may stand in front.
  String.raw`(?:[A-ZÇÁ-]{3,13}\.?,? )?(?<day>\d{1,2})º? de ${monthName} de (?<year>\d{4})(?:,? (?:às )?)${clock}${zone}`,
  // Mon, 30 Nov 2026 18:00:00 -0300 of mails and of HTTP.
  String.raw`${weekday}?(?<day>\d{1,2}) ${monthName} (?<year>\d{4}),? ${clock}${zone}`,
  // Mon Nov 30 2026 18:00:00 GMT-0300 (Brasilia Standard Time) of JavaScript.
  String.raw`${weekday}?${monthName} (?<day>\d{1,2}),? (?<year>\d{4}),? ${clock}${zone}`,
  // Mon Nov 30 18:00:00 +0000 2026 of Ruby, Java and C.
  String.raw`${weekday}${monthName} (?<day>\d{1,2}) ${clock}${zone} (?<year>\d{4})`,
  // 18:00:00 Nov 30, 2026 PST of PayPal.
  String.raw`${clock} ${monthName} (?<day>\d{1,2}), (?<year>\d{4})${zone}`,
].map((form) => new RegExp(`^${form}$`, "i"));

/** Marks that nobody sees are left out, and every space, hyphen and minus is the plain one. */
const plain = (text: string): string =>
  text
    .normalize("NFC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim();

/** No time is longer, and a body may hold any text. */
const maxLength = 100;

/** Undefined for what is written in none of these ways. */
export const takeTimeApart = (text: string): WrittenTime | undefined => {
  if (text.length > maxLength) return undefined;
  const written = plain(text);
  for (const form of forms) {
    const groups = form.exec(written)?.groups;
    if (!groups) continue;
    const {
      year = "",
      month = "",
      day = "",
      hour = "",
      minuteOfH = "00",
      minute = minuteOfH,
      second,
      fraction,
    } = groups;
    return { year, month, day, hour, minute, second, fraction, zone: groups.zone ?? groups.name };
  }
  return undefined;
};

const epochForm = /^(?:\\?\/Date\()?(?<whole>\d{9,19})(?:[.,](?<fraction>\d+))?(?:[+-]\d{4})?(?:\)\\?\/)?$/;
const exponentForm = /^\d(?:\.\d+)?e\+?\d{1,2}$/i;

/**
 * Answers the milliseconds of what counts from 1970 in seconds, milliseconds, microseconds or nanoseconds, which its size tells
 * apart: seconds have 11 digits until the year 5138. Undefined for what is no such count.
 */
export const epochMs = (value: string | number): number | undefined => {
  const text = plain(String(value).slice(0, maxLength));
  const number = exponentForm.test(text) ? String(Number(text)) : text;
  const { whole, fraction = "" } = epochForm.exec(number)?.groups ?? {};
  if (whole === undefined) return undefined;
  if (whole.length <= 11) return Number(whole) * 1000 + Number(`${fraction}000`.slice(0, 3));
  const beyond = [17, 14].find((digits) => whole.length > digits);
  if (beyond === undefined) return Number(whole);
  return Number(whole.slice(0, beyond === 17 ? -6 : -3));
};

const usualForms = String.raw`\d{4}-\d{1,2}-\d{1,2}|\d{8}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}`;

/** It says a day and no time: whether it means its beginning or its end nobody knows. */
export const isDateAlone = (text: string): boolean =>
  new RegExp(`^(?:${usualForms})$`).test(plain(text.slice(0, maxLength)));

/** Whether the year or the day comes first in it nobody knows. */
export const hasShortYear = (text: string): boolean =>
  /^\d{1,2}([-/.])\d{1,2}\1\d{2}(?: |$)/.test(plain(text.slice(0, maxLength)));

/** Such a date is read with its day first. */
export const isDayFirst = (text: string): boolean =>
  /^\d{1,2}([-/.])\d{1,2}\1\d{4}/.test(plain(text.slice(0, maxLength)));

/** What senders write where there is no time: MySQL's zeros and .NET's first instant say no more than nothing does. */
export const isNoTime = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  isBlankText(value) ||
  (typeof value === "string" && /^\s*(?:0000-00-00|0001-01-01)(?:[T ]00:00|\s*$)/.test(value));
