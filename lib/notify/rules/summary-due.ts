// When a weekly summary is due: by the weekday and the hour on the wall of a zone.
import { weekdays } from "../../core/hours/business-hours.ts";
import { localDay, localTimeToUtc, offsetMs } from "../../core/hours/local-time.ts";

const dayMs = 86_400_000;

/** The latest instant at which it was due; where the clock skips that hour, the day's next one. `weekly` is such as "monday 09:00". */
export const lastSummaryDueMs = (weekly: string, nowMs: number, timeZone: string): number => {
  const [weekday = "", time = ""] = weekly.split(" ");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const todayMs = Date.parse(`${localDay(nowMs, timeZone)}T00:00:00Z`);
  const daysAgo = (new Date(todayMs).getUTCDay() - weekdays.indexOf(weekday as (typeof weekdays)[number]) + 7) % 7;
  const at = (ago: number): number => {
    const wallMs = todayMs - ago * dayMs + (hours * 60 + minutes) * 60_000;
    return localTimeToUtc(wallMs, timeZone) ?? wallMs - offsetMs(wallMs, timeZone);
  };
  return at(daysAgo) <= nowMs ? at(daysAgo) : at(daysAgo + 7);
};
