// Reads a wish to hold a session, or to release it: all of it but what depends on the day on which it is applied.
import { localDay } from "../hours/local-time.ts";
import { instantMs, parseInstant } from "../instants.ts";
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import { isBlankText, isProperties, own, type Properties } from "../value.ts";
import { isDateAlone } from "../written-times.ts";

/** A day stands for the opening of that day, or of so many business days later. */
export interface HoldUntilDay {
  /** `YYYY-MM-DD`. */
  date: string;
  plusBusinessDays: number;
}

export interface HoldRequest {
  /** An instant in UTC, or a day; null releases. */
  until: string | HoldUntilDay | null;
  /** The sender's words, at most 200 characters: the team reads them, and they go into no event and no log line. */
  reason?: string;
}

export const holdProperties = ["until", "reason"] as const;

/** More business days than this lie beyond what a hold may last. */
export const mostBusinessDays = 64;
const longestReason = 200;

const forms =
  'a date and time (2026-12-10 09:00), a day (2026-12-10), {date, plusBusinessDays}, or null (in a mapping "now"), which releases the session';

/** A day alone, or the day on the wall of an instant: senders give due dates either way. */
const dayOf = (value: unknown, timeZone: string): string | undefined => {
  if (typeof value === "string" && isDateAlone(value)) {
    const noon = parseInstant(`${value.trim()} 12:00`, "UTC");
    return noon.ok ? noon.instant.slice(0, 10) : undefined;
  }
  const parsed = parseInstant(value, timeZone);
  return parsed.ok ? localDay(instantMs(parsed.instant) ?? 0, timeZone) : undefined;
};

const parseDay = (input: Properties, timeZone: string, report: Report): HoldUntilDay | undefined => {
  const refuse = reportUnder("until", report);
  refuseUnknownProperties(input, ["date", "plusBusinessDays"], "until", refuse);
  const date = dayOf(own(input, "date"), timeZone);
  if (date === undefined) refuse("date", "UNTIL_INVALID", "date must be a day, such as 2026-12-10 or 10/12/2026");
  const plusBusinessDays = own(input, "plusBusinessDays") ?? 0;
  if (
    typeof plusBusinessDays === "number" &&
    Number.isInteger(plusBusinessDays) &&
    plusBusinessDays >= 0 &&
    plusBusinessDays <= mostBusinessDays
  )
    return date === undefined ? undefined : { date, plusBusinessDays };
  return refuse(
    "plusBusinessDays",
    "UNTIL_INVALID",
    `plusBusinessDays must be a whole number from 0 to ${mostBusinessDays}`,
  );
};

const parseUntil = (input: Properties, timeZone: string, report: Report): HoldRequest["until"] | undefined => {
  const until = own(input, "until");
  // What an expression of a mapping finds as null is left out there, so that a due date that is missing releases nothing.
  if (until === null || (typeof until === "string" && until.trim().toLowerCase() === "now")) return null;
  if (isProperties(until)) return parseDay(until, timeZone, report);
  const date = typeof until === "string" && isDateAlone(until) ? dayOf(until, timeZone) : undefined;
  if (date !== undefined) return { date, plusBusinessDays: 0 };
  const parsed = parseInstant(until, timeZone);
  if (parsed.ok) return parsed.instant;
  const given = typeof until === "string" && !isBlankText(until) ? `: ${parsed.message}` : "";
  return report("until", "UNTIL_INVALID", `until must be ${forms}${given}`);
};

/** The request is of use only when nothing was reported. */
export const parseHoldRequest = (input: Properties, timeZone: string, report: Report): HoldRequest => {
  const until = parseUntil(input, timeZone, report) ?? null;
  const reason = own(input, "reason");
  if (reason === undefined) return { until };
  if (typeof reason === "string" && !isBlankText(reason) && reason.length <= longestReason)
    return { until, reason: reason.trim() };
  report("reason", "TYPE_INVALID", `reason must be a non-blank text of at most ${longestReason} characters`);
  return { until };
};
