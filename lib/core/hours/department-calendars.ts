// Makes the calendars of hours for an account and for each department that has closed days of its own.
import type { BusinessHours } from "./business-hours.ts";
import type { BusinessCalendar } from "./business-time.ts";
import { calendarOf, type HoursOfAccount } from "./calendar-of.ts";
import type { CalendarsByDepartment } from "./calendars-by-department.ts";

export const departmentCalendars = (
  hours: BusinessHours,
  account: HoursOfAccount,
): CalendarsByDepartment | { problem: string } => {
  const calendar = calendarOf(hours, account);
  if (calendar !== "always" && "problem" in calendar) return calendar;
  const departments = new Map<string, BusinessCalendar>();
  for (const { departmentId } of account.closedDays ?? []) {
    const own = departmentId === undefined ? undefined : calendarOf(hours, account, departmentId);
    if (departmentId !== undefined && own !== undefined && (own === "always" || "openOn" in own))
      departments.set(departmentId, own);
  }
  return { calendar, departments };
};
