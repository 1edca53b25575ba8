// Names the closed day that makes a session wait longer than its hours would.
import { type BusinessCalendar, closedDayBehind } from "../../core/hours/business-time.ts";
import { type AutoCloseCase, addReason } from "./auto-close-case.ts";

/** `endOf` answers when the wait ends by a calendar. */
export const addClosedDay = (
  one: AutoCloseCase,
  calendar: BusinessCalendar | undefined,
  endOf: (calendar: BusinessCalendar) => number | undefined,
): void => {
  const day = calendar && closedDayBehind(calendar, endOf);
  if (day === undefined) return;
  const { setAt: _, ...said } = day;
  addReason(one, "CLOSED_DAY", said);
};
