// Reads instants as people write them in their own zone, as machines write them, and as WTS does.
import { localTimeToUtc } from "./hours/local-time.ts";

/** `instant` has the form `YYYY-MM-DDThh:mm:ss.sssZ`. */
type ParsedInstant = { ok: true; instant: string } | { ok: false; message: string };

const local = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/;
const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/;

const refuse = (message: string): ParsedInstant => ({ ok: false, message });

/** Answers the milliseconds of a civil time read as UTC; undefined when the calendar or the clock has no such time. */
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

const asInstant = (ms: number): ParsedInstant => {
  const year = new Date(ms).getUTCFullYear();
  return year >= 1 && year <= 9999
    ? { ok: true, instant: new Date(ms).toISOString() }
    : refuse("the year must lie between 1 and 9999");
};

/**
 * Reads `YYYY-MM-DD hh:mm` in `timeZone`, or RFC 3339 with its offset. Digits beyond the millisecond are cut. An hour that
 * the end of summer time repeats means its first occurrence.
 */
export const parseInstant = (input: unknown, timeZone: string): ParsedInstant => {
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

/** Milliseconds since 1973 are more than this, seconds until the year 5138 are less. */
const fewestMilliseconds = 100_000_000_000;
/** A date can hold no later instant. */
const mostMilliseconds = 8_640_000_000_000_000;

const fromEpoch = (value: number): string | undefined => {
  const ms = Math.trunc(Math.abs(value) < fewestMilliseconds ? value * 1000 : value);
  return Math.abs(ms) <= mostMilliseconds ? new Date(ms).toISOString() : undefined;
};

/** Reads when something happened, however its sender writes it: as parseInstant does, or in seconds or milliseconds since 1970. */
export const parseOccurredAt = (value: unknown, timeZone: string): ParsedInstant => {
  const isEpoch = typeof value === "number" || (typeof value === "string" && /^\d{9,16}$/.test(value));
  if (!isEpoch) return parseInstant(value, timeZone);
  const instant = fromEpoch(Number(value));
  return instant === undefined
    ? { ok: false, message: "expected seconds or milliseconds since 1970, or a date and time" }
    : { ok: true, instant };
};

/** Answers epoch milliseconds. WTS writes 0 to 7 digits of a fraction; those beyond the millisecond are cut. Undefined for what is no instant. */
export const instantMs = (value: unknown): number | undefined => {
  if (typeof value !== "string") return undefined;
  const ms = Date.parse(value.replace(/(\.\d{3})\d+/, "$1"));
  return Number.isNaN(ms) ? undefined : ms;
};
