// The holidays that a policy's hours know, day by day, so that whoever lives there can see whether they are right.
import { holidayCalendars } from "../../lib/core/hours/business-hours.ts";
import { holidaysIn } from "../../lib/core/hours/holiday-library.ts";
import { stateHolidays } from "../../lib/core/hours/state-holidays.ts";
import { code, markdownTable } from "./markdown-table.ts";

const years = [2025, 2026, 2027, 2028];

const dayText = (date: string): string => {
  const weekday = new Date(`${date}T00:00:00Z`).toLocaleDateString("en-US", { weekday: "short", timeZone: "UTC" });
  return `${date.slice(5)} ${weekday}`;
};

const nationalDates = new Set(years.flatMap((year) => holidaysIn("BR", year).map(({ date }) => date)));

/** A row of every holiday that the calendar has, and that the nation has not anyway. */
const rowsOf = (calendar: string): readonly (readonly string[])[] => {
  const found = years.flatMap((year) =>
    holidaysIn(calendar, year).map((holiday) => ({ ...holiday, year, isNational: nationalDates.has(holiday.date) })),
  );
  const own = calendar === "BR" ? found : found.filter(({ isNational }) => !isNational);
  const named = Map.groupBy(own, ({ name }) => name);
  if (named.size === 0) return [[code(calendar), "none of its own", "", "", "", "", ""]];
  return [...named].map(([name, days]) => [
    code(calendar),
    name,
    ...years.map((year) =>
      days
        .filter((day) => day.year === year)
        .map(({ date }) => dayText(date))
        .join(", "),
    ),
    days.find(({ law }) => law !== undefined)?.law ?? "",
  ]);
};

export const holidayTable = (): string =>
  markdownTable(["Calendar", "Holiday", ...years.map(String), "Corrected by"], holidayCalendars.flatMap(rowsOf));

export const leftOutTable = (): string =>
  markdownTable(
    ["State", "Is none", "From", "Law"],
    stateHolidays
      .filter(({ as }) => as === "none")
      .map(({ state, name, rule, fromYear, law }) => [code(state), `${name} (${rule})`, String(fromYear), law]),
  );
