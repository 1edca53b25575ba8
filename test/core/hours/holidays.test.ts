// The holidays of Brazil, against the law as it stands.
import { describe, expect, test } from "@jest/globals";
import Holidays from "date-holidays";
import { holidayCalendars } from "../../../lib/core/hours/business-hours.ts";
import { holidaysIn } from "../../../lib/core/hours/holiday-library.ts";
import { isHolidayIn } from "../../../lib/core/hours/holidays.ts";

const daysOf = (year: number, ...holidays: string[]): string[] => {
  const isHoliday = isHolidayIn(holidays);
  const days = [];
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 86_400_000) {
    const date = new Date(ms).toISOString().slice(0, 10);
    if (isHoliday(date)) days.push(date.slice(5));
  }
  return days;
};

/** The library knows the Sundays of elections too; nobody misses them. */
const elections = ["10-04", "10-25"];

describe("the holidays of Brazil", () => {
  test("are the ten national ones, of which Good Friday moves", () => {
    const fixed = ["01-01", "04-21", "05-01", "09-07", "10-12", "11-02", "11-15", "11-20", "12-25"];
    expect(daysOf(2026, "BR")).toEqual([...fixed, "04-03", ...elections].sort());
    expect(daysOf(2027, "BR")).toEqual([...fixed, "03-26"].sort());
    // The Consciência Negra became a national one by a law of December 2023.
    expect(daysOf(2023, "BR")).toEqual([...fixed.filter((day) => day !== "11-20"), "04-07"].sort());
  });

  test("with those of the banks, also carnival's Monday and Tuesday and Corpus Christi", () => {
    const more = daysOf(2026, "BR-bank").filter((day) => !daysOf(2026, "BR").includes(day));
    expect(more).toEqual(["02-16", "02-17", "06-04"]);
  });

  test("of a state are the national ones and its own", () => {
    expect(daysOf(2026, "BR-SP").filter((day) => !daysOf(2026, "BR").includes(day))).toEqual(["07-09"]);
    for (const calendar of holidayCalendars)
      expect([calendar, daysOf(2027, calendar)]).toEqual([calendar, expect.arrayContaining(daysOf(2027, "BR"))]);
  });

  test("are known by their names, and a corrected one by its law", () => {
    expect(holidaysIn("BR-PE", 2026).filter(({ date }) => date.startsWith("2026-03"))).toEqual([
      { date: "2026-03-06", name: "Data Magna", law: "Lei 16.059/2017" },
    ]);
    expect(holidaysIn("BR-PE", 2026)).toContainEqual({ date: "2026-12-25", name: "Natal", law: undefined });
    expect(holidaysIn("BR-AC", 2026)).toContainEqual({
      date: "2026-01-23",
      name: "Dia do Evangélico",
      law: "Lei 1.538/2004",
    });
    expect(holidaysIn("BR-AC", 2026)).toContainEqual({
      date: "2026-06-15",
      name: "Aniversário do estado",
      law: undefined,
    });
    // The same rule is corrected in Tocantins, and the library's own in Pará.
    expect(holidaysIn("BR-PA", 2026)).toContainEqual(expect.objectContaining({ date: "2026-08-15", law: undefined }));
  });

  test("a configuration may name are those the library has", () => {
    const states = Object.keys(new Holidays("BR").getStates("BR") ?? {});
    expect(holidayCalendars).toEqual(["BR", "BR-bank", ...states.sort().map((state) => `BR-${state}`)]);
  });
});

test("a half day is no holiday, also where the calendar has one on that day", () => {
  const half = (date: string) => ({ date, periods: ["09:00-12:00"] });
  const isHoliday = isHolidayIn(["BR", half("2026-12-25"), half("11-20"), "12-24", half("2026-12-24")]);
  expect(["2026-12-25", "2027-12-25"].map(isHoliday)).toEqual([false, true]);
  expect(["2026-11-20", "2027-11-20"].map(isHoliday)).toEqual([false, false]);
  expect(["2026-12-24", "2027-12-24"].map(isHoliday)).toEqual([false, true]);
});

test("a policy's own dates are holidays beside them, in their year only", () => {
  const isHoliday = isHolidayIn(["2026-12-24", "BR"]);
  expect(isHoliday("2026-12-24")).toBe(true);
  expect(isHoliday("2027-12-24")).toBe(false);
  expect(isHoliday("2027-12-25")).toBe(true);
  expect(isHolidayIn([])("2026-12-25")).toBe(false);
});
