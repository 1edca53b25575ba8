// When something happened, however its sender writes it: an instant, local time, or seconds or milliseconds since 1970.
import { parseEndAt } from "./end-at.ts";

/** Milliseconds since 1973 are more than this, seconds until the year 5138 are less. */
const fewestMilliseconds = 100_000_000_000;
/** The latest instant a date can hold. */
const mostMilliseconds = 8_640_000_000_000_000;

const fromEpoch = (value: number): string | undefined => {
  const ms = Math.trunc(Math.abs(value) < fewestMilliseconds ? value * 1000 : value);
  return Math.abs(ms) <= mostMilliseconds ? new Date(ms).toISOString() : undefined;
};

export type OccurredAt = { ok: true; instant: string } | { ok: false; message: string };

export const parseOccurredAt = (value: unknown, timeZone: string): OccurredAt => {
  const isEpoch = typeof value === "number" || (typeof value === "string" && /^\d{9,16}$/.test(value));
  if (!isEpoch) return parseEndAt(value, timeZone);
  const instant = fromEpoch(Number(value));
  return instant === undefined
    ? { ok: false, message: "expected seconds or milliseconds since 1970, or a date and time" }
    : { ok: true, instant };
};
