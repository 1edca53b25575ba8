// Open on weekdays with a lunch break and on Saturday mornings, three hours behind UTC.
import type { OfficeHours } from "../directory.ts";
import { uuidFrom } from "../uuid-from.ts";
import { offHoursText } from "./conversation-data.ts";

const morning = { startTime: "08:00", endTime: "12:00" };
const afternoon = { startTime: "13:00", endTime: "18:00" };
const weekdays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"];

export const seedOfficeHours = (account: string): OfficeHours => {
  const day = (dayWeek: string, periods: OfficeHours["days"][number]["periods"]) => ({
    id: uuidFrom(account, "office-hours", dayWeek),
    dayWeek,
    active: periods.length > 0,
    periods,
  });
  return {
    limitHours: true,
    offlineResponse: offHoursText,
    timezoneDiff: -3,
    days: [day("SUNDAY", []), ...weekdays.map((name) => day(name, [morning, afternoon])), day("SATURDAY", [morning])],
  };
};
