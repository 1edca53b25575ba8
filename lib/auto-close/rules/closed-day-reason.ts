// Names the closed day that makes a session wait longer than its hours would.
import { type BusinessCalendar, closedDayBehind } from "../../core/hours/business-time.ts";
import { closedDayText } from "../../core/hours/closed-day.ts";
import { type AutoCloseCase, addReason } from "./auto-close-case.ts";

/** `endOf` answers when the wait ends by a calendar. */
export const addClosedDay = (
  one: AutoCloseCase,
  calendar: BusinessCalendar | undefined,
  endOf: (calendar: BusinessCalendar) => number | undefined,
): void => {
  const day = calendar && closedDayBehind(calendar, endOf);
  if (day === undefined) return;
  const where = day.departmentId === undefined ? "" : ` in ${day.departmentName ?? "its department"}`;
  const reason = day.reason === undefined ? "" : ` (${day.reason})`;
  addReason(one, "CLOSED_DAY", `closed on ${closedDayText(day)}${where}${reason}, as set by ${day.setBy}`);
};
