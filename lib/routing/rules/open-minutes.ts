// Minutes that somebody waits: where a policy has hours, only those within them count.
import { addBusinessMs, type BusinessCalendar, businessMsBetween } from "../../core/hours/business-time.ts";

export const minuteMs = 60_000;

/** A calendar has no answer for a time that is none. */
const counts = (calendar: BusinessCalendar | undefined, ms: number): calendar is BusinessCalendar =>
  calendar !== undefined && Number.isFinite(ms);

/** When so many minutes will have passed; undefined when they never will. Without a calendar all minutes count. */
export const minutesAfter = (
  fromMs: number,
  minutes: number,
  calendar: BusinessCalendar | undefined,
): number | undefined =>
  counts(calendar, fromMs) ? addBusinessMs(calendar, fromMs, minutes * minuteMs) : fromMs + minutes * minuteMs;

/** How many whole minutes have passed; none since a time that is no time. */
export const minutesBetween = (fromMs: number, toMs: number, calendar: BusinessCalendar | undefined): number => {
  const passedMs = counts(calendar, fromMs) ? businessMsBetween(calendar, fromMs, toMs) : toMs - fromMs;
  return Number.isFinite(passedMs) ? Math.floor(passedMs / minuteMs) : 0;
};
