// The calendars that one set of hours makes: the account's, and those of the departments that have closed days of their own.
import type { BusinessCalendar } from "./business-time.ts";

export interface CalendarsByDepartment {
  calendar: BusinessCalendar;
  /** They are there for the departments, by id, that have closed days of their own. */
  departments: ReadonlyMap<string, BusinessCalendar>;
}

/** The calendar that holds for a department; null stands for none. */
export const calendarIn = (
  { calendar, departments }: CalendarsByDepartment,
  departmentId: string | null,
): BusinessCalendar => departments.get(departmentId ?? "") ?? calendar;
