// The clock that stands still while nobody works, with the arithmetic written out.
import { describe, expect, test } from "@jest/globals";
import type { Period, Weekday } from "../../../lib/core/hours/business-hours.ts";
import { parsePeriod } from "../../../lib/core/hours/business-hours.ts";
import {
  addBusinessMs,
  type BusinessCalendar,
  businessCalendar,
  businessMsBetween,
  isOpen,
  nextClosing,
  nextOpening,
} from "../../../lib/core/hours/business-time.ts";
import { isHolidayIn } from "../../../lib/core/hours/holidays.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const hourMs = 3_600_000;
type Week = Partial<Record<Weekday, readonly string[]>>;

const workingDays = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
const officeWeek: Week = Object.fromEntries(workingDays.map((day) => [day, ["09:00-12:00", "13:00-18:00"]]));
const everyDay = (...periods: string[]): Week =>
  Object.fromEntries([...workingDays, "saturday" as const, "sunday" as const].map((day) => [day, periods]));

const calendar = (week: Week, timeZone = "America/Sao_Paulo", holidays: readonly string[] = []): BusinessCalendar =>
  businessCalendar({
    timeZone,
    weekly: Object.fromEntries(
      Object.entries(week).map(([day, texts]) => [
        day,
        texts.map(parsePeriod).filter((period): period is Period => period !== undefined),
      ]),
    ),
    isHoliday: isHolidayIn(holidays),
  });

const saoPaulo = (wall: string) => Date.parse(`${wall}:00-03:00`);
const utc = (text: string) => Date.parse(`${text}:00Z`);

describe("business time in São Paulo, Monday to Friday 09:00-12:00 and 13:00-18:00", () => {
  const office = calendar(officeWeek);

  test.each([
    ["within a morning", "2026-11-18T10:00", "2026-11-18T11:30", 1.5],
    ["over lunch: 11-12 and 13-14", "2026-11-18T11:00", "2026-11-18T14:00", 2],
    ["over a night: 17-18 and 9-10", "2026-11-18T17:00", "2026-11-19T10:00", 2],
    ["a whole day: 3 + 5", "2026-11-18T00:00", "2026-11-19T00:00", 8],
    ["over a weekend: Friday 16-18, Monday 9-10", "2026-11-27T16:00", "2026-11-30T10:00", 3],
    ["a weekend alone", "2026-11-28T00:00", "2026-11-30T00:00", 0],
    ["a night alone", "2026-11-18T18:00", "2026-11-19T09:00", 0],
    ["a week: 5 x 8", "2026-11-18T00:00", "2026-11-25T00:00", 40],
    ["nothing, backwards", "2026-11-18T11:00", "2026-11-18T10:00", 0],
  ])("passes %s", (_case, from, to, hours) => {
    expect(businessMsBetween(office, saoPaulo(from), saoPaulo(to))).toBe(hours * hourMs);
  });

  test.each([
    ["the same morning", "2026-11-18T09:30", 2, "2026-11-18T11:30"],
    ["by the last moment of a period: 9-12 are 3 hours", "2026-11-18T09:00", 3, "2026-11-18T12:00"],
    ["after lunch: 1 of 11-12, 1 of 13-14", "2026-11-18T11:00", 2, "2026-11-18T14:00"],
    ["the next day: 1 of 17-18, 1 of 9-10", "2026-11-18T17:00", 2, "2026-11-19T10:00"],
    ["after the weekend: 2 of Friday, 2 of Monday", "2026-11-27T16:00", 4, "2026-11-30T11:00"],
    ["from a Sunday on", "2026-11-29T12:00", 1, "2026-11-30T10:00"],
    ["three weeks on: 15 days of 8 hours", "2026-11-02T09:00", 120, "2026-11-20T18:00"],
  ])("is over %s", (_case, from, hours, due) => {
    expect(addBusinessMs(office, saoPaulo(from), hours * hourMs)).toBe(saoPaulo(due));
  });

  test.each([
    ["2026-11-18T09:00", true],
    ["2026-11-18T08:59", false],
    ["2026-11-18T12:00", false],
    ["2026-11-18T13:00", true],
    ["2026-11-18T17:59", true],
    ["2026-11-18T18:00", false],
    ["2026-11-28T10:00", false],
  ])("at %s open is %s", (wall, open) => {
    expect(isOpen(office, saoPaulo(wall))).toBe(open);
  });

  test.each([
    ["now, where it is open", "2026-11-18T10:15", "2026-11-18T10:15"],
    ["after lunch", "2026-11-18T12:00", "2026-11-18T13:00"],
    ["the next morning", "2026-11-18T18:00", "2026-11-19T09:00"],
    ["on Monday", "2026-11-27T18:00", "2026-11-30T09:00"],
  ])("opens %s", (_case, from, opening) => {
    expect(nextOpening(office, saoPaulo(from))).toBe(saoPaulo(opening));
  });

  test.each([
    ["before lunch", "2026-11-18T10:15", "2026-11-18T12:00"],
    ["in the evening", "2026-11-18T13:00", "2026-11-18T18:00"],
    ["now, where it is closed", "2026-11-18T12:30", "2026-11-18T12:30"],
  ])("closes %s", (_case, from, closing) => {
    expect(nextClosing(office, saoPaulo(from))).toBe(saoPaulo(closing));
  });
});

test("a night is over in the morning, and hours without an end never are", () => {
  const nights = calendar(everyDay("20:00-06:00"), "America/Sao_Paulo");
  expect(nextClosing(nights, saoPaulo("2026-11-18T23:00"))).toBe(saoPaulo("2026-11-19T06:00"));
  expect(nextClosing(calendar(everyDay("00:00-24:00"), "America/Sao_Paulo"), saoPaulo("2026-11-18T23:00"))).toBe(
    undefined,
  );
  expect(nextClosing("always", 0)).toBe(undefined);
});

describe("holidays", () => {
  // In 2026 Christmas is a Friday, and 20 November (Consciência Negra) is one as well.
  const office = calendar(officeWeek, "America/Sao_Paulo", ["BR", "2026-12-24"]);

  test.each([
    ["Thursday 19 November 17-18, the holiday and the weekend, Monday 9-10", "2026-11-19T17:00", "2026-11-23T10:00", 2],
    ["23 December 17-18, the own 24th, Christmas, the weekend, Monday 9-10", "2026-12-23T17:00", "2026-12-28T10:00", 2],
  ])("do not count: %s", (_case, from, to, hours) => {
    expect(businessMsBetween(office, saoPaulo(from), saoPaulo(to))).toBe(hours * hourMs);
    expect(addBusinessMs(office, saoPaulo(from), hours * hourMs)).toBe(saoPaulo(to));
  });

  test("are those of the date on the wall: at 22:00 in São Paulo London has the next day already", () => {
    const always = calendar(everyDay("00:00-24:00"), "America/Sao_Paulo", ["2026-12-24"]);
    expect(isOpen(always, saoPaulo("2026-12-23T23:59"))).toBe(true);
    expect(isOpen(always, saoPaulo("2026-12-24T00:00"))).toBe(false);
    expect(nextOpening(always, saoPaulo("2026-12-24T22:00"))).toBe(saoPaulo("2026-12-25T00:00"));
  });
});

describe("a weekday without hours", () => {
  test("is closed, and asking about it breaks nothing", () => {
    const week = calendar({ monday: ["09:00-10:00"], wednesday: [] });
    // Tuesday to Sunday have no hours: Monday 23 November, 9-10, is the first hour, Monday 30 the next.
    expect(addBusinessMs(week, saoPaulo("2026-11-18T12:00"), 2 * hourMs)).toBe(saoPaulo("2026-11-30T10:00"));
    expect(isOpen(week, saoPaulo("2026-11-18T09:30"))).toBe(false);
  });
});

describe("over more than a thousand days", () => {
  test("an hour a week adds up: the 200th Monday is in September 2030", () => {
    const week = calendar({ monday: ["09:00-10:00"] });
    expect(addBusinessMs(week, saoPaulo("2026-11-16T09:00"), 200 * hourMs)).toBe(saoPaulo("2030-09-09T10:00"));
  });

  test.each<[string, string | undefined, string]>([
    ["2029-08-13", "2029-08-14T09:00", "1,000 days on is still found"],
    ["2029-08-14", undefined, "1,001 days on is none"],
  ])("with holidays until %s the next opening is %s: what is %s", (lastHoliday, opening, _what) => {
    const closed = businessCalendar({
      timeZone: "America/Sao_Paulo",
      weekly: Object.fromEntries(
        [...workingDays, "saturday", "sunday"].map((day) => [day, [{ fromMinute: 540, toMinute: 600 }]]),
      ),
      isHoliday: (date) => date <= lastHoliday,
    });
    const from = saoPaulo("2026-11-18T09:00");
    const expected = opening === undefined ? undefined : saoPaulo(opening);
    expect(nextOpening(closed, from)).toBe(expected);
    expect(addBusinessMs(closed, from, hourMs)).toBe(expected === undefined ? undefined : expected + hourMs);
  });
});

describe("midnight", () => {
  test("24:00 meets 00:00 of the next day without a gap", () => {
    const night = calendar({ friday: ["22:00-24:00"], saturday: ["00:00-02:00"] });
    const friday = saoPaulo("2026-11-27T22:00");
    expect(businessMsBetween(night, friday, saoPaulo("2026-11-28T12:00"))).toBe(4 * hourMs);
    expect(addBusinessMs(night, friday, 3 * hourMs)).toBe(saoPaulo("2026-11-28T01:00"));
    expect(isOpen(night, saoPaulo("2026-11-28T00:00"))).toBe(true);
    expect(nextOpening(night, saoPaulo("2026-11-28T02:00"))).toBe(saoPaulo("2026-12-04T22:00"));
  });
});

describe("where clocks change", () => {
  const newYork = "America/New_York";

  // On 8 March 2026 at 02:00 (07:00Z) the clock shows 03:00; on 1 November at 02:00 (06:00Z) it shows 01:00 again.
  test.each([
    ["the day of 23 hours", "2026-03-08T05:00", "2026-03-09T04:00", 23],
    ["the day of 25 hours", "2026-11-01T04:00", "2026-11-02T05:00", 25],
    ["an ordinary day", "2026-11-02T05:00", "2026-11-03T05:00", 24],
  ])("%s is as long as it is", (_case, from, to, hours) => {
    expect(businessMsBetween(calendar(everyDay("00:00-24:00"), newYork), utc(from), utc(to))).toBe(hours * hourMs);
  });

  test("hours inside the skipped hour do not take place", () => {
    const skipped = calendar(everyDay("02:15-02:45"), newYork);
    expect(businessMsBetween(skipped, utc("2026-03-08T05:00"), utc("2026-03-09T04:00"))).toBe(0);
    // The next time the wall shows 02:15 is on 9 March, four hours behind UTC.
    expect(nextOpening(skipped, utc("2026-03-08T06:00"))).toBe(utc("2026-03-09T06:15"));
  });

  test("hours that reach into the skipped hour lose that part: 01:00-02:00 and 03:00-04:00 are left of 01:00-04:00", () => {
    const early = calendar(everyDay("01:00-04:00"), newYork);
    expect(businessMsBetween(early, utc("2026-03-08T05:00"), utc("2026-03-09T04:00"))).toBe(2 * hourMs);
    expect(addBusinessMs(early, utc("2026-03-08T06:00"), 1.5 * hourMs)).toBe(utc("2026-03-08T07:30"));
  });

  test("hours inside the repeated hour take place twice: 2 x 30 minutes", () => {
    const repeated = calendar(everyDay("01:15-01:45"), newYork);
    expect(businessMsBetween(repeated, utc("2026-11-01T04:00"), utc("2026-11-02T05:00"))).toBe(hourMs);
    expect(isOpen(repeated, utc("2026-11-01T05:30"))).toBe(true);
    expect(isOpen(repeated, utc("2026-11-01T06:00"))).toBe(false);
    expect(isOpen(repeated, utc("2026-11-01T06:30"))).toBe(true);
  });

  test("opening at nine is at nine before and after, whatever that is in UTC", () => {
    const office = calendar(everyDay("09:00-17:00"), newYork);
    expect(nextOpening(office, utc("2026-03-07T23:00"))).toBe(utc("2026-03-08T13:00"));
    expect(nextOpening(office, utc("2026-03-06T23:00"))).toBe(utc("2026-03-07T14:00"));
  });

  test("São Paulo had summer time until 2019, which began at midnight: 4 November 2018 had 23 hours", () => {
    const always = calendar(everyDay("00:00-24:00"));
    expect(businessMsBetween(always, utc("2018-11-04T03:00"), utc("2018-11-05T02:00"))).toBe(23 * hourMs);
    // The wall never showed 00:00-01:00 on that day.
    const midnight = calendar(everyDay("00:00-01:00"));
    expect(businessMsBetween(midnight, utc("2018-11-04T02:00"), utc("2018-11-05T01:00"))).toBe(0);
  });

  test("a day that a zone left out is no business day: Samoa had no 30 December 2011", () => {
    const fridays = calendar({ friday: ["00:00-24:00"] }, "Pacific/Apia");
    expect(businessMsBetween(fridays, utc("2011-12-26T00:00"), utc("2012-01-02T00:00"))).toBe(0);
  });
});

describe("the extremes", () => {
  test("always open: every hour counts", () => {
    expect(businessMsBetween("always", 5, 12)).toBe(7);
    expect(addBusinessMs("always", 5, 7)).toBe(12);
    expect(nextOpening("always", 5)).toBe(5);
    expect(isOpen("always", 5)).toBe(true);
  });

  test("never open: nothing comes round, and that is an answer", () => {
    const never = calendar({});
    expect(nextOpening(never, saoPaulo("2026-11-18T10:00"))).toBeUndefined();
    expect(addBusinessMs(never, saoPaulo("2026-11-18T10:00"), 1)).toBeUndefined();
    expect(businessMsBetween(never, 0, saoPaulo("2026-11-18T10:00"))).toBe(0);
  });

  test("instants that no calendar has are closed, not an error", () => {
    const office = calendar(officeWeek);
    for (const ms of [8.64e15, -8.64e15, Number.MAX_SAFE_INTEGER, Number.NaN]) {
      expect(isOpen(office, ms)).toBe(false);
      expect(nextOpening(office, ms)).toBeUndefined();
      expect(addBusinessMs(office, ms, hourMs)).toBeUndefined();
    }
  });

  test("ten years are summed in well under a second", async () => {
    const office = calendar(officeWeek, newYorkZone, ["BR"]);
    const costMs = await cpuMsOf(() => businessMsBetween(office, utc("2016-01-01T00:00"), utc("2026-01-01T00:00")));
    expect(costMs).toBeLessThan(3_000);
  });
});

const newYorkZone = "America/New_York";
