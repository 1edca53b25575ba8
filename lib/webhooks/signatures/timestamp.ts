// Reads the time a sender signed, strictly, and judges it both ways: an old delivery may be a replay, a new one a trick.
import { instantMs } from "../../core/instant.ts";
import type { Reason } from "./reasons.ts";
import type { TimestampRule, TimestampUnit } from "./scheme.ts";

/** No sign, point, exponent or leading zero: what a lenient reader takes for a number has several spellings. */
const digits = /^(?:0|[1-9]\d{0,14})$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
/** Seconds reach this in the year 5138, milliseconds did in 1973. */
const firstMilliseconds = 100_000_000_000;

/** Epoch milliseconds, and how fine the sender counts; undefined for what is no such time. */
const readTimestamp = (text: string, unit: TimestampUnit): { ms: number; resolutionMs: number } | undefined => {
  if ((unit === "iso" || unit === "s-or-iso") && rfc3339.test(text)) {
    const ms = instantMs(text);
    return ms === undefined ? undefined : { ms, resolutionMs: 1 };
  }
  if (unit === "iso" || !digits.test(text)) return undefined;
  const count = Number(text);
  const isMilliseconds = unit === "ms" || (unit === "s-or-ms" && count >= firstMilliseconds);
  return isMilliseconds ? { ms: count, resolutionMs: 1 } : { ms: count * 1000, resolutionMs: 1000 };
};

export const isTimestamp = (text: string, unit: TimestampUnit): boolean => readTimestamp(text, unit) !== undefined;

/** Undefined when it may pass. Where the sender counts in seconds, so do we. */
export const judgeTimestamp = (text: string, rule: TimestampRule, now: Date): Reason | undefined => {
  const read = readTimestamp(text, rule.unit);
  if (read === undefined) return "TIMESTAMP_MALFORMED";
  if (rule.toleranceSeconds === Number.POSITIVE_INFINITY) return undefined;
  const ageMs = Math.floor(now.getTime() / read.resolutionMs) * read.resolutionMs - read.ms;
  const toleranceMs = rule.toleranceSeconds * 1000;
  if (ageMs < -toleranceMs) return "TIMESTAMP_TOO_NEW";
  // Said this way round so that a clock that shows no time lets nothing pass.
  return ageMs <= toleranceMs ? undefined : "TIMESTAMP_TOO_OLD";
};

export const writeTimestamp = (now: Date, unit: TimestampUnit): string => {
  if (unit === "iso" || unit === "s-or-iso") return now.toISOString();
  return String(unit === "s" ? Math.floor(now.getTime() / 1000) : now.getTime());
};
