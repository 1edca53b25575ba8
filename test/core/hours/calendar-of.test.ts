// What hours of a configuration come to: holidays of each state, days of each year, half days, nights, and closed days.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { weekdays } from "../../../lib/core/hours/business-hours.ts";
import {
  addBusinessMs,
  type BusinessCalendar,
  businessMsBetween,
  closedDayBehind,
  isOpen,
} from "../../../lib/core/hours/business-time.ts";
import { calendarOf, type HoursOfAccount } from "../../../lib/core/hours/calendar-of.ts";
import type { ClosedDay } from "../../../lib/core/hours/closed-day.ts";

import { type HoursInput, hoursOf } from "./support/hours-of.ts";

const hourMs = 3_600_000;
const at = (wall: string) => Date.parse(`${wall}:00-03:00`);

const nineToSix = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday"].map((day) => [day, ["09:00-18:00"]]),
);

const calendar = (
  hours: HoursInput,
  account: Partial<HoursOfAccount> = {},
  departmentId?: string,
): BusinessCalendar => {
  const read = calendarOf(hoursOf(hours), { timeZone: "America/Sao_Paulo", ...account }, departmentId);
  if (read !== "always" && "problem" in read) throw new Error(read.problem);
  return read;
};

const hoursBetween = (open: BusinessCalendar, from: string, to: string): number =>
  businessMsBetween(open, at(from), at(to)) / hourMs;

describe("holidays of a state, from the eve at 17:00 to the next working day at 10:00", () => {
  test.each([
    ["PE", "Friday 6 March is one", "2026-03-05T17:00", "2026-03-09T10:00", 2],
    ["PE", "the first Sunday of March is none, and its Monday works", "2026-02-27T17:00", "2026-03-02T10:00", 2],
    ["AC", "Friday 23 January is one", "2026-01-22T17:00", "2026-01-26T10:00", 2],
    ["AC", "Tuesday 20 January is one", "2026-01-19T17:00", "2026-01-21T10:00", 2],
    ["AC", "Monday 12 January is none", "2026-01-09T17:00", "2026-01-13T10:00", 11],
    ["AC", "Tuesday 17 November is one", "2026-11-16T17:00", "2026-11-18T10:00", 2],
    ["PR", "Friday 19 December is none", "2025-12-18T17:00", "2025-12-22T10:00", 11],
    ["PB", "Monday 26 July is none", "2027-07-23T17:00", "2027-07-27T10:00", 11],
    ["PB", "Wednesday 5 August is one", "2026-08-04T17:00", "2026-08-06T10:00", 2],
    ["AL", "Monday 30 November is one", "2026-11-27T17:00", "2026-12-01T10:00", 2],
    ["AL", "in 2027 it is a Tuesday, and moves to Monday 29", "2027-11-26T17:00", "2027-11-30T10:00", 2],
    ["AL", "in 2028 it is a Thursday, and moves to Friday 1 December", "2028-11-30T17:00", "2028-12-04T10:00", 2],
    ["SP", "Thursday 9 July is one", "2026-07-08T17:00", "2026-07-10T10:00", 2],
    ["ES", "Monday 13 April is one", "2026-04-10T17:00", "2026-04-14T10:00", 2],
  ])("%s: %s", (state, _what, from, to, hours) => {
    expect(hoursBetween(calendar({ weekly: nineToSix, holidays: [`BR-${state}`] }), from, to)).toBe(hours);
  });

  test("before a law the former rule holds: Pernambuco's was a Sunday until 2017", () => {
    const pernambuco = calendar({ weekly: { ...nineToSix, sunday: ["09:00-18:00"] }, holidays: ["BR-PE"] });
    expect(hoursBetween(pernambuco, "2017-03-05T00:00", "2017-03-06T00:00")).toBe(0);
    expect(hoursBetween(pernambuco, "2017-03-06T00:00", "2017-03-07T00:00")).toBe(9);
    expect(hoursBetween(pernambuco, "2018-03-04T00:00", "2018-03-05T00:00")).toBe(9);
    expect(hoursBetween(pernambuco, "2018-03-06T00:00", "2018-03-07T00:00")).toBe(0);
  });
});

describe("a policy's own days", () => {
  test("a day of each year is closed in each: São Paulo's 25 January", () => {
    const saoPaulo = calendar({ weekly: nineToSix, holidays: ["01-25"] });
    // In 2027 it is a Monday, in 2028 a Tuesday.
    expect(hoursBetween(saoPaulo, "2027-01-25T00:00", "2027-01-26T00:00")).toBe(0);
    expect(hoursBetween(saoPaulo, "2028-01-25T00:00", "2028-01-26T00:00")).toBe(0);
    expect(hoursBetween(saoPaulo, "2027-01-26T00:00", "2027-01-27T00:00")).toBe(9);
  });

  test("29 February comes round in leap years only", () => {
    const leap = calendar({ weekly: nineToSix, holidays: ["02-29"] });
    expect(hoursBetween(leap, "2028-02-28T17:00", "2028-03-01T10:00")).toBe(2);
    expect(hoursBetween(leap, "2027-02-26T17:00", "2027-03-01T10:00")).toBe(2);
  });

  test("a half day has its own periods: 1 hour of the 23rd and 3 of the 24th", () => {
    const half = calendar({ weekly: nineToSix, holidays: [{ date: "2026-12-24", periods: ["09:00-12:00"] }] });
    expect(hoursBetween(half, "2026-12-23T17:00", "2026-12-25T00:00")).toBe(4);
    expect(isOpen(half, at("2026-12-24T11:59"))).toBe(true);
    expect(isOpen(half, at("2026-12-24T12:00"))).toBe(false);
    expect(hoursBetween(half, "2027-12-24T00:00", "2027-12-25T00:00")).toBe(9);
  });

  test("one of each year comes round, but opens no weekday that is closed", () => {
    const half = calendar({ weekly: nineToSix, holidays: [{ date: "12-24", periods: ["09:00-12:00"] }] });
    expect(hoursBetween(half, "2026-12-23T17:00", "2026-12-25T00:00")).toBe(4);
    expect(hoursBetween(half, "2027-12-23T17:00", "2027-12-25T00:00")).toBe(4);
    // 24 December 2028 is a Sunday.
    expect(hoursBetween(half, "2028-12-22T18:00", "2028-12-25T00:00")).toBe(0);
  });

  test("one of a date is what that day is, also on a Saturday or a national holiday", () => {
    const dates = ["2026-12-19", "2026-11-20"];
    const half = calendar({
      weekly: nineToSix,
      holidays: ["BR", ...dates.map((date) => ({ date, periods: ["09:00-13:00", "14:00-15:00"] }))],
    });
    for (const date of dates) expect(hoursBetween(half, `${date}T00:00`, `${date}T23:59`)).toBe(5);
  });

  test("what is said of a date goes before what is said of each year", () => {
    const closedOnce = calendar({
      weekly: nineToSix,
      holidays: [
        { date: "12-24", periods: ["09:00-12:00"] },
        "2026-12-24",
        "12-31",
        { date: "2026-12-31", periods: ["09:00-10:00"] },
      ],
    });
    expect(hoursBetween(closedOnce, "2026-12-24T00:00", "2026-12-25T00:00")).toBe(0);
    expect(hoursBetween(closedOnce, "2027-12-24T00:00", "2027-12-25T00:00")).toBe(3);
    expect(hoursBetween(closedOnce, "2026-12-31T00:00", "2027-01-01T00:00")).toBe(1);
    expect(hoursBetween(closedOnce, "2027-12-31T00:00", "2028-01-01T00:00")).toBe(0);
  });
});

test("a half day is what it says, whatever its weekday usually has", () => {
  const minutes = fc
    .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 2, maxLength: 6 })
    .map((cuts) => cuts.toSorted((one, other) => one - other).map((half) => half * 30))
    .map((all) => all.slice(0, all.length - (all.length % 2)));
  const clockText = (minute: number) =>
    [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  const textsOf = (cuts: readonly number[]): string[] =>
    cuts.flatMap((from, index) =>
      index % 2 === 0 ? [`${clockText(from)}-${clockText(cuts[index + 1] ?? from)}`] : [],
    );
  const day = fc.date({ min: new Date("2019-01-01"), max: new Date("2030-12-30"), noInvalidDate: true });
  fc.assert(
    fc.property(minutes, minutes, day, (usual, half, midday) => {
      const date = midday.toISOString().slice(0, 10);
      const weekly = Object.fromEntries(weekdays.map((name) => [name, textsOf(usual)]));
      const open = calendar({ weekly, timeZone: "UTC", holidays: ["BR", { date, periods: textsOf(half) }] });
      const length = half.reduce((sum, minute, index) => sum + (index % 2 === 0 ? -minute : minute), 0);
      const midnightMs = Date.parse(`${date}T00:00:00Z`);
      expect(businessMsBetween(open, midnightMs, midnightMs + 24 * hourMs)).toBe(length * 60_000);
    }),
  );
});

describe("nights", () => {
  test("of the account are Monday 21-24 and Tuesday 0-2", () => {
    const days = [{ dayWeek: "MONDAY", active: true, periods: [{ startTime: "21:00", endTime: "02:00" }] }];
    const night = calendar({ weekly: "account" }, { officeHours: { limitHours: true, timezoneDiff: -3, days } });
    expect(hoursBetween(night, "2026-11-23T00:00", "2026-11-24T00:00")).toBe(3);
    expect(hoursBetween(night, "2026-11-24T00:00", "2026-11-25T00:00")).toBe(2);
    expect(hoursBetween(night, "2026-11-25T00:00", "2026-11-30T00:00")).toBe(0);
  });

  test("of a policy are the same, and a holiday takes what lies in it", () => {
    const night = calendar({
      weekly: { thursday: ["21:00-02:00"], friday: ["21:00-02:00"] },
      holidays: ["2026-12-25"],
    });
    // Thursday's part until midnight, none of Friday 25 December, and what Friday's night has on Saturday.
    expect(hoursBetween(night, "2026-12-24T12:00", "2026-12-25T00:00")).toBe(3);
    expect(hoursBetween(night, "2026-12-25T00:00", "2026-12-26T00:00")).toBe(0);
    expect(hoursBetween(night, "2026-12-26T00:00", "2026-12-27T00:00")).toBe(2);
  });
});

describe("closed days", () => {
  const closed = (day: Partial<ClosedDay> = {}): ClosedDay => ({
    date: "2026-11-20",
    fromMinute: 0,
    toMinute: 1440,
    setBy: "user/ana",
    setAt: "2026-11-19T12:00:00.000Z",
    ...day,
  });
  const comercial = "d0000000-0000-4000-8000-000000000001";
  const friday = ["2026-11-19T17:00", "2026-11-23T10:00"] as const;

  test.each([
    ["the whole day", {}, 2],
    ["the afternoon", { fromMinute: 12 * 60 }, 5],
    ["the morning", { toMinute: 12 * 60 }, 8],
    ["an hour over lunch", { fromMinute: 12 * 60, toMinute: 13 * 60 }, 10],
    ["what lies outside the hours anyway", { fromMinute: 20 * 60 }, 11],
  ])("take off %s", (_what, day, hours) => {
    expect(hoursBetween(calendar({ weekly: nineToSix }, { closedDays: [closed(day)] }), ...friday)).toBe(hours);
  });

  test("hold for sessions of their department only", () => {
    const closedDays = [closed({ departmentId: comercial }), closed({ fromMinute: 17 * 60 })];
    expect(hoursBetween(calendar({ weekly: nineToSix }, { closedDays }, comercial), ...friday)).toBe(2);
    expect(hoursBetween(calendar({ weekly: nineToSix }, { closedDays }, "another"), ...friday)).toBe(10);
    expect(hoursBetween(calendar({ weekly: nineToSix }, { closedDays }), ...friday)).toBe(10);
  });

  test("close also where the account's hours are not limited, and on a half day", () => {
    const unlimited = calendar({ weekly: "account" }, { officeHours: { limitHours: false }, closedDays: [closed()] });
    expect(hoursBetween(unlimited, "2026-11-19T12:00", "2026-11-21T12:00")).toBe(24);
    const half = { date: "2026-11-20", periods: ["09:00-12:00"] };
    const both = calendar({ weekly: nineToSix, holidays: [half] }, { closedDays: [closed({ fromMinute: 660 })] });
    expect(hoursBetween(both, ...friday)).toBe(4);
  });

  test("are the wall's in the zone of the hours", () => {
    const manaus = calendar(
      { weekly: nineToSix, timeZone: "America/Manaus" },
      { closedDays: [closed({ fromMinute: 720 })] },
    );
    // 9-12 in Manaus is 10-13 in São Paulo.
    expect(hoursBetween(manaus, "2026-11-20T00:00", "2026-11-21T00:00")).toBe(3);
    expect(isOpen(manaus, at("2026-11-20T12:59"))).toBe(true);
    expect(isOpen(manaus, at("2026-11-20T13:00"))).toBe(false);
  });

  test("are named where something comes later for them, and nowhere else", () => {
    const holidays = ["2026-11-23"];
    const days = [
      closed({ date: "2026-11-21", reason: "a Saturday, on which nobody works anyway" }),
      closed({ date: "2026-11-24", reason: "Tuesday" }),
      closed({ reason: "Friday", fromMinute: 720 }),
    ];
    const open = calendar({ weekly: nineToSix, holidays }, { closedDays: days });
    const reasonAfter = (from: string, hours: number) =>
      closedDayBehind(open, (by) => addBusinessMs(by, at(from), hours * hourMs))?.reason;
    expect(reasonAfter("2026-11-19T10:00", 4)).toBeUndefined();
    expect(reasonAfter("2026-11-19T17:00", 4)).toBeUndefined();
    expect(reasonAfter("2026-11-19T17:00", 4.5)).toBe("Friday");
    expect(reasonAfter("2026-11-20T18:00", 1)).toBe("Tuesday");
    expect(reasonAfter("2026-11-25T18:00", 1)).toBeUndefined();
  });
});
