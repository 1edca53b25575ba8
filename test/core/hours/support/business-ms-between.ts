// How much business time lies between two instants, measured on the calendar; the product only ever asks when it is over.
import type { BusinessCalendar } from "../../../../lib/core/hours/business-time.ts";

const dayMs = 86_400_000;

export const businessMsBetween = (calendar: BusinessCalendar, fromMs: number, toMs: number): number => {
  if (toMs <= fromMs) return 0;
  if (calendar === "always") return toMs - fromMs;
  let passedMs = 0;
  for (let day = Math.floor(fromMs / dayMs); day * dayMs < toMs; day++)
    for (const open of calendar.openOn(day))
      passedMs += Math.max(0, Math.min(open.toMs, toMs) - Math.max(open.fromMs, fromMs));
  return passedMs;
};
