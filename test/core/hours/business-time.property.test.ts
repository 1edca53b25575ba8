// Business time against counting every minute on the wall, in zones whose clocks do odd things.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { weekdays } from "../../../lib/core/hours/business-hours.ts";
import {
  addBusinessMs,
  type BusinessCalendar,
  businessCalendar,
  businessMsBetween,
  closedDayBehind,
  isOpen,
  nextClosing,
  nextOpening,
  type Opening,
} from "../../../lib/core/hours/business-time.ts";

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** Zones with an instant at which something happens to their clocks. */
const odd: readonly [string, string][] = [
  ["America/Sao_Paulo", "2018-11-04T03:00:00Z"],
  ["America/Sao_Paulo", "2019-02-17T02:00:00Z"],
  ["America/Sao_Paulo", "2026-11-20T12:00:00Z"],
  ["America/New_York", "2026-03-08T07:00:00Z"],
  ["America/New_York", "2026-11-01T06:00:00Z"],
  ["Europe/Lisbon", "2026-10-25T01:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
  ["America/St_Johns", "2006-10-29T02:31:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00:00Z"],
  ["Asia/Kathmandu", "2026-01-01T00:00:00Z"],
  ["-03:30", "2026-01-01T00:00:00Z"],
];

const period = fc
  .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 2, maxLength: 6 })
  .map((cuts) => cuts.toSorted((one, other) => one - other).map((half) => half * 30))
  .map((minutes) =>
    minutes.flatMap((fromMinute, index) => {
      const toMinute = minutes[index + 1];
      return index % 2 === 0 && toMinute !== undefined ? [{ fromMinute, toMinute }] : [];
    }),
  );

/** Periods of one day on the half hours, of which the last may end on the next day, before `morningMinute`. */
const nightPeriods = (morningMinute: number) =>
  fc
    .uniqueArray(fc.integer({ min: morningMinute / 30, max: 48 + morningMinute / 30 }), { minLength: 2, maxLength: 6 })
    .map((cuts) => cuts.toSorted((one, other) => one - other).map((half) => half * 30))
    .map((minutes) =>
      minutes.flatMap((fromMinute, index) => {
        const toMinute = minutes[index + 1];
        return index % 2 === 0 && toMinute !== undefined && fromMinute < 1440 ? [{ fromMinute, toMinute }] : [];
      }),
    );

const instance = fc
  .record({
    place: fc.constantFrom(...odd),
    weekly: fc.record(Object.fromEntries(weekdays.map((day) => [day, period])), { requiredKeys: [] }),
    startMinutes: fc.integer({ min: -2000, max: 1000 }),
    lengthMinutes: fc.integer({ min: 0, max: 4000 }),
    hasHoliday: fc.boolean(),
  })
  .map(({ place: [timeZone, about], weekly, startMinutes, lengthMinutes, hasHoliday }) => {
    const fromMs = Date.parse(about) + startMinutes * minuteMs;
    const holiday = hasHoliday ? about.slice(0, 10) : "";
    const opening: Opening = { timeZone, weekly, isHoliday: (date) => date === holiday };
    return { opening, fromMs, toMs: fromMs + lengthMinutes * minuteMs };
  });

/** The days of a week one after the other, each with its nights cut at midnight. */
const cutAtMidnight = (weekly: Opening["weekly"]): Opening["weekly"] => {
  const days = weekdays.map((day) => weekly[day] ?? []);
  return Object.fromEntries(
    weekdays.map((day, index) => [
      day,
      [
        ...(days[(index + 6) % 7] ?? []).flatMap(({ toMinute }) =>
          toMinute > 1440 ? [{ fromMinute: 0, toMinute: toMinute - 1440 }] : [],
        ),
        ...(days[index] ?? []).map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute: Math.min(toMinute, 1440) })),
      ],
    ]),
  );
};

/** What the wall shows, read another way than the code does. */
const wallReader = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return (ms: number) => {
    const [date = "", time = ""] = format.format(ms).split(" ");
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    return { date, minute: hour * 60 + minute };
  };
};

const openMinutes = ({ timeZone, weekly, isHoliday }: Opening, fromMs: number, toMs: number): number[] => {
  const wall = wallReader(timeZone);
  const open = [];
  for (let ms = fromMs; ms < toMs; ms += minuteMs) {
    const { date, minute } = wall(ms);
    const day = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday";
    const during = (weekly[day] ?? []).some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
    if (during && !isHoliday(date)) open.push(ms);
  }
  return open;
};

describe("business time", () => {
  test("is what counting every minute on the wall gives", () => {
    fc.assert(
      fc.property(instance, ({ opening, fromMs, toMs }) => {
        const calendar = businessCalendar(opening);
        const open = openMinutes(opening, fromMs, toMs);
        expect(businessMsBetween(calendar, fromMs, toMs)).toBe(open.length * minuteMs);
        const [first] = open;
        if (first !== undefined) expect(nextOpening(calendar, fromMs)).toBe(first);
        const closed = openMinutes(opening, fromMs, toMs + minuteMs).findIndex(
          (ms, index) => ms !== fromMs + index * minuteMs,
        );
        if (closed >= 0) expect(nextClosing(calendar, fromMs)).toBe(fromMs + closed * minuteMs);
        const last = open.at(-1);
        if (last !== undefined) expect(addBusinessMs(calendar, fromMs, open.length * minuteMs)).toBe(last + minuteMs);
        expect(isOpen(calendar, fromMs)).toBe(openMinutes(opening, fromMs, fromMs + minuteMs).length === 1);
      }),
      { numRuns: 150 },
    );
  });

  test("adds up: a span cut anywhere is the sum of its parts", () => {
    fc.assert(
      fc.property(instance, fc.double({ min: 0, max: 1, noNaN: true }), ({ opening, fromMs, toMs }, share) => {
        const calendar = businessCalendar(opening);
        const cutMs = Math.round(fromMs + share * (toMs - fromMs));
        expect(businessMsBetween(calendar, fromMs, cutMs) + businessMsBetween(calendar, cutMs, toMs)).toBe(
          businessMsBetween(calendar, fromMs, toMs),
        );
      }),
    );
  });

  test("what is added has then passed, and a millisecond earlier it had not", () => {
    fc.assert(
      fc.property(instance, fc.integer({ min: 1, max: 3 * dayMs }), ({ opening, fromMs }, ms) => {
        const calendar = businessCalendar(opening);
        const dueMs = addBusinessMs(calendar, fromMs, ms);
        if (dueMs === undefined) return expect(nextOpening(calendar, fromMs + 30 * dayMs)).toBeUndefined();
        expect(businessMsBetween(calendar, fromMs, dueMs)).toBe(ms);
        expect(businessMsBetween(calendar, fromMs, dueMs - 1)).toBe(ms - 1);
      }),
    );
  });

  const nightWeek = fc.record(Object.fromEntries(weekdays.map((day) => [day, nightPeriods(300)])), {
    requiredKeys: [],
  });

  test("of a night is that of its two parts, whatever the clocks and the holidays do meanwhile", () => {
    let nights = 0;
    fc.assert(
      fc.property(instance, nightWeek, ({ opening, fromMs, toMs }, weekly) => {
        nights += Object.values(weekly)
          .flat()
          .filter((period) => (period?.toMinute ?? 0) > 1440).length;
        const written = businessCalendar({ ...opening, weekly });
        const cut = businessCalendar({ ...opening, weekly: cutAtMidnight(weekly) });
        expect(businessMsBetween(written, fromMs, toMs)).toBe(businessMsBetween(cut, fromMs, toMs));
        expect(nextOpening(written, fromMs)).toBe(nextOpening(cut, fromMs));
        expect(isOpen(written, fromMs)).toBe(isOpen(cut, fromMs));
      }),
    );
    expect(nights).toBeGreaterThan(50);
  });

  const closing = fc
    .record({ offsetDays: fc.integer({ min: -2, max: 3 }), cuts: fc.tuple(fc.nat(47), fc.nat(47)) })
    .map(({ offsetDays, cuts: [one, other] }) => ({
      offsetDays,
      fromMinute: Math.min(one, other) * 30,
      toMinute: (Math.max(one, other) + 1) * 30,
    }));

  test("never counts what is closed, and counts all the rest", () => {
    let taken = 0;
    fc.assert(
      fc.property(
        instance,
        fc.array(closing, { minLength: 1, maxLength: 4 }),
        ({ opening, fromMs, toMs }, closings) => {
          const closedDays = closings.map(({ offsetDays, ...period }) => ({
            ...period,
            date: new Date(fromMs + offsetDays * dayMs).toISOString().slice(0, 10),
            setBy: "user/ana",
            setAt: "2026-01-01T00:00:00.000Z",
          }));
          const calendar = businessCalendar({ ...opening, closedDays });
          const wall = wallReader(opening.timeZone);
          const isClosed = (ms: number): boolean =>
            closedDays.some(
              ({ date, fromMinute, toMinute }) =>
                wall(ms).date === date && fromMinute <= wall(ms).minute && wall(ms).minute < toMinute,
            );
          const usual = openMinutes(opening, fromMs, toMs);
          const open = usual.filter((ms) => !isClosed(ms));
          taken += usual.length - open.length;
          expect(businessMsBetween(calendar, fromMs, toMs)).toBe(open.length * minuteMs);
          const [first] = open;
          if (first !== undefined) expect(nextOpening(calendar, fromMs)).toBe(first);
          const due = (by: BusinessCalendar) => addBusinessMs(by, fromMs, 60 * minuteMs);
          const [later, usually] = [due(calendar), due(businessCalendar(opening))];
          if (usually !== undefined) expect(closedDayBehind(calendar, due) === undefined).toBe(later === usually);
        },
      ),
      { numRuns: 60 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
