// Describes the hours of an account's policies as a decision is given them.
import type { CalendarsByDepartment } from "../../core/hours/calendars-by-department.ts";

/** The hours of an account's policies, as their calendars are now. */
export interface PolicyHours {
  /** By the policy's name. It has a problem where WTS's own hours could not be read. */
  calendars: ReadonlyMap<string, CalendarsByDepartment | { problem: string }>;
}
