// What a sender writes becomes one instant in UTC, by the rules of the zone on that day.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseInstant, parseOccurredAt } from "../../lib/core/instants.ts";
import { acceptedUpdate, problems, refusedUpdate } from "./support/parse.ts";

const newYork = "America/New_York";
const lisbon = "Europe/Lisbon";
const saoPaulo = "America/Sao_Paulo";

const refusal = (input: unknown, timeZone = saoPaulo) => {
  const answer = parseInstant(input, timeZone);
  return answer.ok ? `accepted: ${answer.instant}` : answer.message;
};

describe("a time in the configured zone", () => {
  test.each([
    // Brazil without summer time is UTC-3: 18:00 + 3 h = 21:00.
    ["2026-11-30 18:00", saoPaulo, "2026-11-30T21:00:00.000Z"],
    // 22:30 + 3 h = 25:30, so 01:30 of the next day, month and year.
    ["2026-12-31 22:30", saoPaulo, "2027-01-01T01:30:00.000Z"],
    // Until 2019 Brazil had summer time, UTC-2: 18:00 + 2 h = 20:00.
    ["2018-12-01 18:00", saoPaulo, "2018-12-01T20:00:00.000Z"],
    // New York in January is UTC-5 (12 + 5 = 17), in July UTC-4 (12 + 4 = 16).
    ["2026-01-15 12:00", newYork, "2026-01-15T17:00:00.000Z"],
    ["2026-07-15 12:00", newYork, "2026-07-15T16:00:00.000Z"],
    // Lisbon in January is UTC, in July UTC+1: 12 - 1 = 11.
    ["2026-01-15 12:00", lisbon, "2026-01-15T12:00:00.000Z"],
    ["2026-07-15 12:00", lisbon, "2026-07-15T11:00:00.000Z"],
    // Kolkata is UTC+5:30: 02:00 - 5:30 = 20:30 of the day before.
    ["2026-03-01 02:00", "Asia/Kolkata", "2026-02-28T20:30:00.000Z"],
    ["2026-11-30 00:00", "UTC", "2026-11-30T00:00:00.000Z"],
    // Space around it is not part of it.
    [" 2026-11-30 18:00 ", saoPaulo, "2026-11-30T21:00:00.000Z"],
  ])("%s in %s is %s", (text, timeZone, instant) => {
    expect(acceptedUpdate({ endAt: text }, timeZone)).toMatchObject({ endAt: instant, fields: ["EndAt"] });
  });
});

describe("a time with its offset (RFC 3339)", () => {
  test.each([
    ["2026-11-30T18:00:00Z", "2026-11-30T18:00:00.000Z"],
    ["2026-11-30T18:00:00z", "2026-11-30T18:00:00.000Z"],
    ["2026-11-30t18:00:00Z", "2026-11-30T18:00:00.000Z"],
    ["2026-11-30 18:00:00Z", "2026-11-30T18:00:00.000Z"],
    // 18:00 at -03:00 is 18 + 3 = 21:00.
    ["2026-11-30T18:00:00-03:00", "2026-11-30T21:00:00.000Z"],
    // 02:00 at +05:30 is 02:00 - 5:30 = 20:30 of the day before.
    ["2026-11-30T02:00:00+05:30", "2026-11-29T20:30:00.000Z"],
    // 23:45:59 at -03:30 is 27:15:59, so 03:15:59 of the next day.
    ["2026-11-30T23:45:59-03:30", "2026-12-01T03:15:59.000Z"],
    ["2026-11-30T18:00:00+00:00", "2026-11-30T18:00:00.000Z"],
    ["2026-11-30T18:00:00-00:00", "2026-11-30T18:00:00.000Z"],
    // 18:00 at +23:59 is 18:00 - 24:00 + 0:01 = 18:01 of the day before.
    ["2026-11-30T18:00:00+23:59", "2026-11-29T18:01:00.000Z"],
    ["2026-11-30T18:00:00.5Z", "2026-11-30T18:00:00.500Z"],
    ["2026-11-30T18:00:00.07Z", "2026-11-30T18:00:00.070Z"],
    // What is finer than a millisecond is cut, never rounded into the next second.
    ["2026-11-30T18:00:59.999999Z", "2026-11-30T18:00:59.999Z"],
  ])("%s is %s whatever the configured zone", (text, instant) => {
    for (const timeZone of [saoPaulo, newYork, "Asia/Tokyo"])
      expect(parseInstant(text, timeZone)).toStrictEqual({ ok: true, instant });
  });
});

describe("a date or time that does not exist", () => {
  test.each([
    "2026-02-29 10:00",
    "2026-02-30 10:00",
    "2026-04-31 10:00",
    "2100-02-29 10:00",
    "1900-02-29 10:00",
    "2026-00-10 10:00",
    "2026-13-10 10:00",
    "2026-11-00 10:00",
    "2026-11-32 10:00",
    "2026-11-30 24:00",
    "2026-11-30 10:60",
    "0000-11-30 10:00",
    "2026-02-29T10:00:00Z",
    "2026-11-30T24:00:00Z",
    "2026-11-30T10:60:00Z",
    "2026-11-30T10:00:61Z",
    "2026-11-30T10:00:00+24:00",
    "2026-11-30T10:00:00+03:60",
  ])("is refused: %s", (text) => {
    expect(problems(refusedUpdate({ endAt: text }))).toStrictEqual(["endAt END_AT_INVALID"]);
    expect(refusal(text)).toBe("there is no such date or time");
  });

  test.each([
    ["2028-02-29 10:00", "2028-02-29T13:00:00.000Z"],
    ["2000-02-29 10:00", "2000-02-29T13:00:00.000Z"],
  ])("does not include a leap day that does: %s", (text, instant) => {
    expect(parseInstant(text, saoPaulo)).toStrictEqual({ ok: true, instant });
  });

  test("includes a year that UTC cannot write in four digits", () => {
    expect(refusal("9999-12-31 23:59")).toBe("the year must lie between 1 and 9999");
    expect(refusal("0001-01-01T00:00:00+01:00")).toBe("the year must lie between 1 and 9999");
    expect(parseInstant("9999-12-31T23:59:59Z", saoPaulo)).toStrictEqual({
      ok: true,
      instant: "9999-12-31T23:59:59.000Z",
    });
  });
});

describe("a text that is no such time", () => {
  test.each([
    ["30/11/2026 18:00"],
    ["2026-11-30"],
    ["18:00"],
    ["2026-11-30T18:00"],
    ["2026-11-30T18:00:00"],
    ["2026-11-30 18:00:00"],
    ["2026-11-30 8:00"],
    ["2026-1-30 18:00"],
    ["26-11-30 18:00"],
    ["+002026-11-30T18:00:00Z"],
    ["2026-11-30T18:00:00 Z"],
    ["2026-11-30T18:00:00+0300"],
    ["2026-11-30T18:00:00+03"],
    ["2026-11-30T18:00:00.Z"],
    ["2026-11-30 18:00 -03:00"],
    ["2026-11-30\u00a018:00"],
    ["２０２６-11-30 18:00"],
    ["tomorrow"],
    [1_796_000_000_000],
    [true],
    [["2026-11-30 18:00"]],
    [new Date("2026-11-30T18:00:00Z")],
  ])("is refused, with the two ways to write it: %j", (input) => {
    expect(problems(refusedUpdate({ endAt: input }))).toStrictEqual(["endAt END_AT_INVALID"]);
    expect(refusal(input)).toMatch(/^expected YYYY-MM-DD hh:mm \(in America\/Sao_Paulo\) or RFC 3339/);
  });
});

describe("the night summer time begins", () => {
  test.each([
    [newYork, "2026-03-08 02:00"],
    [newYork, "2026-03-08 02:30"],
    [newYork, "2026-03-08 02:59"],
    [lisbon, "2026-03-29 01:00"],
    [lisbon, "2026-03-29 01:59"],
    // Brazil's clocks went from 23:59 of the 3rd to 01:00 of the 4th: that day had no midnight.
    [saoPaulo, "2018-11-04 00:00"],
    [saoPaulo, "2018-11-04 00:59"],
  ])("in %s has no %s", (timeZone, text) => {
    expect(problems(refusedUpdate({ endAt: text }, timeZone))).toStrictEqual(["endAt END_AT_INVALID"]);
    expect(refusal(text, timeZone)).toContain(`does not exist in ${timeZone}`);
  });

  test.each([
    // The last minute before the gap and the first after it are one minute apart.
    [newYork, "2026-03-08 01:59", "2026-03-08T06:59:00.000Z"],
    [newYork, "2026-03-08 03:00", "2026-03-08T07:00:00.000Z"],
    [lisbon, "2026-03-29 00:59", "2026-03-29T00:59:00.000Z"],
    [lisbon, "2026-03-29 02:00", "2026-03-29T01:00:00.000Z"],
    [saoPaulo, "2018-11-03 23:59", "2018-11-04T02:59:00.000Z"],
    [saoPaulo, "2018-11-04 01:00", "2018-11-04T03:00:00.000Z"],
  ])("in %s has %s", (timeZone, text, instant) => {
    expect(parseInstant(text, timeZone)).toStrictEqual({ ok: true, instant });
  });
});

describe("an hour that the end of summer time repeats", () => {
  test.each([
    // 01:30 comes at UTC-4 (05:30) and again at UTC-5 (06:30).
    [newYork, "2026-11-01 01:30", "2026-11-01T05:30:00.000Z"],
    [newYork, "2026-11-01 01:00", "2026-11-01T05:00:00.000Z"],
    [newYork, "2026-11-01 02:00", "2026-11-01T07:00:00.000Z"],
    // 01:30 comes at UTC+1 (00:30) and again at UTC (01:30).
    [lisbon, "2026-10-25 01:30", "2026-10-25T00:30:00.000Z"],
    [lisbon, "2026-10-25 02:00", "2026-10-25T02:00:00.000Z"],
    // 23:30 comes at UTC-2 (01:30 of the 18th) and again at UTC-3 (02:30).
    [saoPaulo, "2018-02-17 23:30", "2018-02-18T01:30:00.000Z"],
    [saoPaulo, "2018-02-18 00:00", "2018-02-18T03:00:00.000Z"],
  ])("means its first occurrence: %s %s", (timeZone, text, instant) => {
    expect(parseInstant(text, timeZone)).toStrictEqual({ ok: true, instant });
  });
});

/** What a wall clock in the zone shows; the Swedish locale writes it the way we read it. */
const wallClock = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (ms: number): string => format.format(ms).replace(",", "");
};

describe("every five minutes of the days around a change of the clock", () => {
  test.each([
    [newYork, "2026-03-08"],
    [newYork, "2026-11-01"],
    [lisbon, "2026-03-29"],
    [lisbon, "2026-10-25"],
    [saoPaulo, "2018-11-04"],
    [saoPaulo, "2018-02-18"],
    ["Australia/Lord_Howe", "2026-04-05"],
    ["Australia/Lord_Howe", "2026-10-04"],
    ["Pacific/Apia", "2011-12-30"],
  ])("mean the first instant that shows them, or are refused when none does: %s %s", (timeZone, day) => {
    const show = wallClock(timeZone);
    const noon = Date.parse(`${day}T12:00:00Z`);
    const step = 5 * 60_000;
    const first = new Map<string, string>();
    for (let ms = noon - 72 * 3_600_000; ms < noon + 72 * 3_600_000; ms += step)
      if (!first.has(show(ms))) first.set(show(ms), new Date(ms).toISOString());
    const wrong: string[] = [];
    for (let ms = noon - 24 * 3_600_000; ms < noon + 24 * 3_600_000; ms += step) {
      const wall = new Date(ms).toISOString().slice(0, 16).replace("T", " ");
      const answer = parseInstant(wall, timeZone);
      const instant = answer.ok ? answer.instant : undefined;
      if (instant !== first.get(wall)) wrong.push(`${wall}: ${instant} instead of ${first.get(wall)}`);
    }
    expect(wrong).toStrictEqual([]);
  });
});

test("any minute from 1970 to 2100, shown in any zone, is read back as an instant that shows the same", () => {
  const zones = [saoPaulo, newYork, lisbon, "Asia/Kolkata", "Pacific/Chatham", "Australia/Lord_Howe", "UTC"];
  const shows = new Map(zones.map((zone) => [zone, wallClock(zone)]));
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 60 * 24, max: 60 * 24 * 365 * 130 }).map((minutes) => minutes * 60_000),
      (zone, ms) => {
        const wall = shows.get(zone)?.(ms) ?? "";
        const answer = parseInstant(wall, zone);
        expect(answer.ok).toBe(true);
        const instant = answer.ok ? Date.parse(answer.instant) : Number.NaN;
        expect(shows.get(zone)?.(instant)).toBe(wall);
        expect(instant).toBeLessThanOrEqual(ms);
      },
    ),
    { numRuns: 1000 },
  );
});

describe("when something happened", () => {
  test.each([
    [1_763_640_000, "2025-11-20T12:00:00.000Z"],
    [1_763_640_000_123, "2025-11-20T12:00:00.123Z"],
    ["1763640000", "2025-11-20T12:00:00.000Z"],
    ["1763640000123", "2025-11-20T12:00:00.123Z"],
    ["2025-11-20T09:00:00-03:00", "2025-11-20T12:00:00.000Z"],
    ["2025-11-20 09:00", "2025-11-20T12:00:00.000Z"],
  ])("%j is %s", (given, instant) => {
    expect(parseOccurredAt(given, saoPaulo)).toEqual({ ok: true, instant });
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [1e300], ["yesterday"], [{}], [true], ["99999999999999999999"]])(
    "%j is refused with what is expected",
    (given) => {
      expect(parseOccurredAt(given, saoPaulo)).toMatchObject({
        ok: false,
        message: expect.stringMatching(/expected|year/),
      });
    },
  );

  test("never throws, and what it accepts is an instant", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const parsed = parseOccurredAt(anything, saoPaulo);
        expect(!parsed.ok || new Date(parsed.instant).toISOString() === parsed.instant).toBe(true);
      }),
    );
  });
});
