// One calendar of hours as a configuration gives them, whoever they are for: a policy, or a person's shifts.
import { type BusinessHours, minutesPerDay, parsePeriod, weekdays } from "./business-hours.ts";
import { type BusinessCalendar, businessCalendar, type Week } from "./business-time.ts";
import { type ClosedDay, concerns } from "./closed-day.ts";
import { halfDayIn, isHolidayIn } from "./holidays.ts";
import { type OfficeHours, readOfficeHours } from "./office-hours.ts";

export interface HoursOfAccount {
  /** The IANA zone of hours that name none. */
  timeZone: string;
  /** They are needed where hours are the account's own. */
  officeHours?: OfficeHours;
  closedDays?: readonly ClosedDay[];
}

const weekOf = (weekly: Exclude<BusinessHours["weekly"], "account">): Week =>
  Object.fromEntries(
    weekdays.map((day) => [day, (weekly[day] ?? []).map(parsePeriod).filter((period) => period !== undefined)]),
  );

/** Hours that are always open, but for holidays and closed days. */
const roundTheClock: Week = Object.fromEntries(
  weekdays.map((day) => [day, [{ fromMinute: 0, toMinute: minutesPerDay }]]),
);

const weeklyOf = (
  { weekly, timeZone }: BusinessHours,
  account: HoursOfAccount,
): { timeZone: string; weekly: Week } | "always" | { problem: string } =>
  weekly === "account"
    ? readOfficeHours(account.officeHours)
    : { timeZone: timeZone ?? account.timeZone, weekly: weekOf(weekly) };

/** `departmentId`: whose closed days hold beside those of the whole account; null for none. */
export const calendarOf = (
  hours: BusinessHours,
  account: HoursOfAccount,
  departmentId: string | null = null,
): BusinessCalendar | { problem: string } => {
  const { holidays } = hours;
  const closedDays = (account.closedDays ?? []).filter((day) => concerns(day, departmentId));
  const read = weeklyOf(hours, account);
  if (read !== "always" && "problem" in read) return read;
  if (read === "always" && holidays.length === 0 && closedDays.length === 0) return "always";
  const week = read === "always" ? { timeZone: account.timeZone, weekly: roundTheClock } : read;
  return businessCalendar({ ...week, isHoliday: isHolidayIn(holidays), halfDay: halfDayIn(holidays), closedDays });
};
