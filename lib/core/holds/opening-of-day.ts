// The hour at which a day's work begins, or that of some business days later: a day that is no business day counts as the next one.
import { type BusinessCalendar, nextOpening } from "../hours/business-time.ts";
import { localDay, localTimeToUtc } from "../hours/local-time.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Where the clocks go forward at midnight, the day begins an hour later. */
const startOf = (wallMs: number, timeZone: string): number =>
  localTimeToUtc(wallMs, timeZone) ?? localTimeToUtc(wallMs + hourMs, timeZone) ?? wallMs;

/** `date` is `YYYY-MM-DD`. Undefined where the calendar never opens again. */
export const openingOfDay = (
  calendar: BusinessCalendar,
  { date, plusBusinessDays }: { date: string; plusBusinessDays: number },
  timeZone: string,
): number | undefined => {
  let openMs = nextOpening(calendar, startOf(Date.parse(date), timeZone));
  for (let left = plusBusinessDays; left > 0 && openMs !== undefined; left -= 1)
    openMs = nextOpening(calendar, startOf(Date.parse(localDay(openMs, timeZone)) + dayMs, timeZone));
  return openMs;
};
