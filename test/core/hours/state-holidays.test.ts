// The holidays of all 27 states from 2025 to 2028, written out by hand beside what comes of library and corrections.
import { describe, expect, test } from "@jest/globals";
import HolidayLibrary from "date-holidays";
import { holidayCalendars } from "../../../lib/core/hours/business-hours.ts";
import { holidaysIn } from "../../../lib/core/hours/holiday-library.ts";
import { isHolidayIn } from "../../../lib/core/hours/holidays.ts";
import { stateHolidays } from "../../../lib/core/hours/state-holidays.ts";

const years = [2025, 2026, 2027, 2028] as const;

/** Days that stand still, beside the national ones. */
const everyYear: Readonly<Record<string, readonly string[]>> = {
  AC: ["01-20", "01-23", "03-08", "06-15", "09-05", "11-17"],
  AL: ["06-24", "06-29", "09-16"],
  AM: ["09-05"],
  AP: ["03-19", "09-13"],
  BA: ["07-02"],
  CE: ["03-25"],
  DF: ["11-30"],
  ES: [],
  GO: ["07-26", "10-24"],
  MA: ["07-28"],
  MG: [],
  MS: ["10-11"],
  MT: [],
  PA: ["08-15"],
  PB: ["08-05"],
  PE: ["03-06"],
  PI: ["10-19"],
  PR: [],
  RJ: ["04-23"],
  RN: ["10-03"],
  RO: ["01-04"],
  RR: ["10-05"],
  RS: ["09-20"],
  SC: [],
  SE: ["07-08"],
  SP: ["07-09"],
  TO: ["03-18", "08-15", "09-08", "10-05"],
};

/** Days that move: with Easter, out of the middle of the week, or to a Sunday; each list has a year's. */
const moving: Readonly<Record<string, readonly (readonly string[])[]>> = {
  AL: [["11-30"], ["11-30"], ["11-29"], ["12-01"]],
  ES: [["04-28"], ["04-13"], ["04-05"], ["04-24"]],
  RJ: [["03-04"], ["02-17"], ["02-09"], ["02-29"]],
  SC: [
    ["08-17", "11-30"],
    ["08-16", "11-29"],
    ["08-15", "11-28"],
    ["08-13", "11-26"],
  ],
};

const states = holidayCalendars.map((name) => name.slice(3)).filter((state) => /^[A-Z]{2}$/.test(state));

const ownDays = (state: string, year: number): readonly string[] => {
  const national = new Set(holidaysIn("BR", year).map(({ date }) => date));
  const days = holidaysIn(`BR-${state}`, year).map(({ date }) => date);
  return [...new Set(days)]
    .filter((date) => !national.has(date))
    .map((date) => date.slice(5))
    .sort();
};

test("there are 27 of them, and the table has each", () => {
  expect(states).toHaveLength(27);
  expect(Object.keys(everyYear).sort()).toEqual([...states].sort());
});

describe.each(states)("%s", (state) => {
  test.each(years)("in %i has the days of its own that the table says", (year) => {
    const expected = [...(everyYear[state] ?? []), ...(moving[state]?.[year - 2025] ?? [])].sort();
    expect(ownDays(state, year)).toEqual(expected);
    const isHoliday = isHolidayIn([`BR-${state}`]);
    for (const day of expected) expect([day, isHoliday(`${year}-${day}`)]).toEqual([day, true]);
  });
});

describe("a correction", () => {
  const libraryDays = (state: string, year: number): readonly string[] =>
    new HolidayLibrary("BR", state)
      .getHolidays(year)
      .filter(({ type }) => type === "public")
      .map(({ date }) => date.slice(5, 10));

  test.each(stateHolidays.map((correction) => [correction.state, correction.rule, correction] as const))(
    "of %s (%s) names its law, and changes what the library says: else it is to be taken out",
    (state, _rule, { as, law, fromYear, rule }) => {
      expect(law).toMatch(/^(Lei \d+(\.\d{3})?\/(19|20)\d\d|ADI \d\.\d{3} \(STF, 20\d\d\))$/);
      expect(fromYear).toBeLessThanOrEqual(2025);
      const [ours, theirs] = [ownDays(state, 2026), libraryDays(state, 2026)];
      if (as === "none") expect(theirs.length).toBeGreaterThan(theirs.filter((day) => ours.includes(day)).length);
      else expect(theirs).not.toContain(rule.slice(0, 5));
    },
  );
});
