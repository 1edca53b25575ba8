// The account's own hours, with everything the vendor leaves open.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type OfficeHours, readOfficeHours } from "../../../lib/core/hours/office-hours.ts";

const day = (dayWeek: string, ...periods: [string, string][]) => ({
  dayWeek,
  active: true,
  periods: periods.map(([startTime, endTime]) => ({ startTime, endTime })),
});
const limited = (hours: Partial<OfficeHours>): OfficeHours => ({ limitHours: true, timezoneDiff: -3, ...hours });

describe("the account's office hours", () => {
  test("limitHours=false is always open", () => {
    expect(readOfficeHours({ limitHours: false })).toBe("always");
  });

  test.each([
    [-3, "-03:00"],
    [5.75, "+05:45"],
    [-3.5, "-03:30"],
    [0, "+00:00"],
    [14, "+14:00"],
  ])("lie %d hours from UTC", (timezoneDiff, timeZone) => {
    const read = readOfficeHours(limited({ timezoneDiff, days: [day("MONDAY", ["09:00", "10:00"])] }));
    expect(read).toEqual({ timeZone, weekly: { monday: [{ fromMinute: 540, toMinute: 600 }] } });
  });

  test("periods that touch or overlap count once; a day that is not active, or has none, is closed", () => {
    const read = readOfficeHours(
      limited({
        days: [
          day("MONDAY", ["13:00", "18:00"], ["08:00", "12:00"], ["12:00", "13:30"], ["09:00", "10:00"]),
          { ...day("TUESDAY", ["08:00", "12:00"]), active: false },
          { dayWeek: "WEDNESDAY", active: true, periods: null },
        ],
      }),
    );
    expect(read).toMatchObject({ weekly: { monday: [{ fromMinute: 480, toMinute: 1080 }], wednesday: [] } });
    expect(read).not.toMatchObject({ weekly: { tuesday: expect.anything() } });
  });

  test("a day that ends at 00:00 ends at midnight, and seconds do no harm", () => {
    expect(readOfficeHours(limited({ days: [day("FRIDAY", ["18:00:00", "00:00:00"])] }))).toMatchObject({
      weekly: { friday: [{ fromMinute: 1080, toMinute: 1440 }] },
    });
  });

  test("from 00:00 to 00:00 is the whole day, and lunch is not open", () => {
    const days = [day("MONDAY", ["00:00", "00:00"]), day("TUESDAY", ["13:00", "18:00"], ["08:00", "12:00"])];
    expect(readOfficeHours(limited({ days }))).toMatchObject({
      weekly: {
        monday: [{ fromMinute: 0, toMinute: 1440 }],
        tuesday: [
          { fromMinute: 480, toMinute: 720 },
          { fromMinute: 780, toMinute: 1080 },
        ],
      },
    });
  });

  test("a night belongs to the day on which it begins, also where the next day is not active", () => {
    const night = limited({
      days: [
        day("MONDAY", ["21:00", "02:00"]),
        { ...day("TUESDAY", ["08:00", "12:00"]), active: false },
        day("SATURDAY", ["22:00:00", "06:00:00"]),
        day("SUNDAY", ["05:00", "08:00"]),
      ],
    });
    expect(readOfficeHours(night)).toEqual({
      timeZone: "-03:00",
      weekly: {
        monday: [{ fromMinute: 21 * 60, toMinute: 1440 }],
        tuesday: [{ fromMinute: 0, toMinute: 120 }],
        saturday: [{ fromMinute: 22 * 60, toMinute: 1440 }],
        sunday: [{ fromMinute: 0, toMinute: 8 * 60 }],
      },
    });
  });

  test.each<[string, OfficeHours | undefined, string]>([
    ["they were not read", undefined, "were not read"],
    ["there is no offset", limited({ timezoneDiff: null, days: [] }), "offset from UTC"],
    ["the offset is none of this world", limited({ timezoneDiff: 180, days: [] }), "offset from UTC"],
    ["a period has no length", limited({ days: [day("MONDAY", ["09:00", "09:00"])] }), "of monday"],
    ["a period is unreadable", limited({ days: [day("MONDAY", ["9h", "18h"])] }), "of monday"],
    ["a day is none", limited({ days: [day("SEGUNDA", ["09:00", "18:00"])] }), "no weekday"],
    ["no day has hours", limited({ days: [] }), "no hours at all"],
    ["limitHours is not said and there are no days", { timezoneDiff: -3 }, "no hours at all"],
  ])("are a problem, and no guess, when %s", (_case, hours, problem) => {
    expect(readOfficeHours(hours)).toMatchObject({ problem: expect.stringContaining(problem) });
  });

  test("are a week that can be kept or a problem, and never an error, whatever WTS answers", () => {
    const period = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ startTime: fc.constant("08:00"), endTime: fc.constantFrom("12:00", "00:00") }),
      },
      fc.anything(),
    );
    const openDay = fc.record({
      dayWeek: fc.constant("MONDAY"),
      active: fc.constant(true),
      periods: fc.oneof({ weight: 4, arbitrary: fc.array(period, { maxLength: 3 }) }, fc.anything()),
    });
    const anyDay = fc.oneof({ weight: 4, arbitrary: openDay }, fc.anything());
    const anyHours = fc.record(
      {
        limitHours: fc.oneof(fc.boolean(), fc.anything()),
        timezoneDiff: fc.oneof({ weight: 4, arbitrary: fc.constant(-3) }, fc.anything()),
        days: fc.oneof({ weight: 4, arbitrary: fc.array(anyDay, { maxLength: 3 }) }, fc.anything()),
      },
      { requiredKeys: [] },
    );
    const seen = { always: 0, problem: 0, week: 0 };
    fc.assert(
      fc.property(anyHours, (hours) => {
        const read = readOfficeHours(hours as OfficeHours);
        if (read === "always") {
          seen.always += 1;
          expect(hours.limitHours).toBe(false);
        } else if ("problem" in read) {
          seen.problem += 1;
          expect(read.problem).toMatch(/^the account's office hours \w/);
        } else {
          seen.week += 1;
          expect(read.timeZone).toMatch(/^[+-]\d\d:\d\d$/);
          const periods = Object.values(read.weekly).flat();
          expect(periods.length).toBeGreaterThan(0);
          for (const { fromMinute, toMinute } of periods) expect(toMinute).toBeGreaterThan(fromMinute);
        }
      }),
      { numRuns: 500 },
    );
    expect(seen.always).toBeGreaterThan(40);
    expect(seen.problem).toBeGreaterThan(100);
    expect(seen.week).toBeGreaterThan(5);
  });
});
