// An end time, as people write it in their own zone or as machines write it, becomes one instant in UTC.
import { localTimeToUtc } from "./hours/local-time.ts";

export type EndAt = { ok: true; instant: string } | { ok: false; message: string };

const local = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/;
const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/;

const refuse = (message: string): EndAt => ({ ok: false, message });

/** Milliseconds of a civil time read as UTC; undefined when the calendar or the clock has no such time. */
const civilMs = (year: number, month: number, day: number, hour: number, minute: number, second: number) => {
  if (year < 1 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
};

const numbers = (parts: readonly (string | undefined)[]): [number, number, number, number, number, number] => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return [year, month, day, hour, minute, second];
};

const offsetMs = (offset: string): number | undefined => {
  if (offset === "Z" || offset === "z") return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};

const asInstant = (ms: number): EndAt => {
  const year = new Date(ms).getUTCFullYear();
  return year >= 1 && year <= 9999
    ? { ok: true, instant: new Date(ms).toISOString() }
    : refuse("the year must lie between 1 and 9999");
};

/**
 * `YYYY-MM-DD hh:mm` in `timeZone`, or RFC 3339 with its offset. Answers `YYYY-MM-DDThh:mm:ss.sssZ`; digits beyond
 * the millisecond are cut. An hour that the end of summer time repeats means its first occurrence.
 */
export const parseEndAt = (input: unknown, timeZone: string): EndAt => {
  const text = typeof input === "string" ? input.trim() : "";
  const absolute = rfc3339.exec(text);
  if (absolute) {
    const ms = civilMs(...numbers(absolute.slice(1, 7)));
    const offset = offsetMs(absolute[8] ?? "");
    if (ms === undefined || offset === undefined) return refuse("there is no such date or time");
    return asInstant(ms + Number(`${absolute[7] ?? ""}000`.slice(0, 3)) - offset);
  }
  const wall = local.exec(text);
  if (!wall) return refuse(`expected YYYY-MM-DD hh:mm (in ${timeZone}) or RFC 3339, such as 2026-11-30T18:00:00-03:00`);
  const wallMs = civilMs(...numbers([...wall.slice(1, 6), "0"]));
  if (wallMs === undefined) return refuse("there is no such date or time");
  const utcMs = localTimeToUtc(wallMs, timeZone);
  return utcMs === undefined
    ? refuse(`this time does not exist in ${timeZone}: the clock there skips it`)
    : asInstant(utcMs);
};
