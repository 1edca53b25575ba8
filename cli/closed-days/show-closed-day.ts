// Closed days as they are shown: what they close, of whom, and who said so.
import type { ClosedDay } from "../../lib/core/hours/closed-day.ts";
import { closedDayText } from "../../lib/core/texts/closed-day-text.ts";
import { localTimeText } from "../display/time-text.ts";

/** The weekday lets somebody see that they named the day they meant. */
export const dayText = (day: ClosedDay): string => {
  const weekday = new Date(`${day.date}T00:00:00Z`).toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });
  return closedDayText(day, "en").replace(day.date, `${day.date} (${weekday})`);
};

export const ofWhom = ({ departmentId, departmentName }: ClosedDay): string =>
  departmentId === undefined ? "everybody" : (departmentName ?? departmentId);

export const setText = ({ setBy, setAt }: ClosedDay, timeZone: string): string =>
  setAt === "" ? setBy : `${setBy} at ${localTimeText(setAt, timeZone)}`;
