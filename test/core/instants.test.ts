// What a sender writes becomes one instant in UTC, by the rules of the zone on that day.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseInstant } from "../../lib/core/instants.ts";
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

describe("a time as senders write it", () => {
  test.each<[input: unknown, instant: string]>([
    // Without an offset it is of São Paulo, three hours behind: 18:59:27 + 3 h.
    ["2024-11-06 18:59:27", "2024-11-06T21:59:27.000Z"],
    ["2026-11-30T18:00:00", "2026-11-30T21:00:00.000Z"],
    ["2026-11-30T18:00", "2026-11-30T21:00:00.000Z"],
    ["2026-11-30 18:00:00.25", "2026-11-30T21:00:00.250Z"],
    ["2026-11-30 18:00:00,25", "2026-11-30T21:00:00.250Z"],
    ["2026/11/30 18:00:00", "2026-11-30T21:00:00.000Z"],
    ["2026-1-3 8:05", "2026-01-03T11:05:00.000Z"],
    // Offsets are written in four ways.
    ["2026-11-30T18:00:00-0300", "2026-11-30T21:00:00.000Z"],
    ["2026-11-30T18:00:00-03", "2026-11-30T21:00:00.000Z"],
    ["2026-11-30 18:00 -03:00", "2026-11-30T21:00:00.000Z"],
    ["2026-11-30T18:00:00 Z", "2026-11-30T18:00:00.000Z"],
    ["2026-11-30 18:00:00 UTC", "2026-11-30T18:00:00.000Z"],
    ["2026-11-30t18:00:00z", "2026-11-30T18:00:00.000Z"],
    ["2026-11-30T18:00:00\u221203:00", "2026-11-30T21:00:00.000Z"],
    ["2026-11-30 18:00:00.123456 -0300 -03", "2026-11-30T21:00:00.123Z"],
    ["2026-11-30T18:00:00-03:00[America/Sao_Paulo]", "2026-11-30T21:00:00.000Z"],
    // What nobody sees does not count.
    ["\ufeff 2026-11-30\u00a018:00\u200b ", "2026-11-30T21:00:00.000Z"],
    ["\u200e30/11/2026 18:00:00", "2026-11-30T21:00:00.000Z"],
    // The day comes first where the year comes last.
    ["30/11/2026 18:00:00", "2026-11-30T21:00:00.000Z"],
    ["30/11/2026 18:00", "2026-11-30T21:00:00.000Z"],
    ["30/11/2026, 18:00:00", "2026-11-30T21:00:00.000Z"],
    ["30/11/2026 às 18:00", "2026-11-30T21:00:00.000Z"],
    ["5/6/2026 18:00", "2026-06-05T21:00:00.000Z"],
    ["30/11/2026 18h", "2026-11-30T21:00:00.000Z"],
    ["30/11/2026 18h30", "2026-11-30T21:30:00.000Z"],
    ["2026-11-30 18h00 -03:00", "2026-11-30T21:00:00.000Z"],
    ["30/11/2026 - 18:00", "2026-11-30T21:00:00.000Z"],
    // As a browser and people write it in Portuguese.
    ["30 de nov. de 2026, 18:00:00", "2026-11-30T21:00:00.000Z"],
    ["30 de novembro de 2026 às 18:00", "2026-11-30T21:00:00.000Z"],
    ["segunda-feira, 30 de novembro de 2026 às 18h", "2026-11-30T21:00:00.000Z"],
    ["1º de março de 2026 08:00", "2026-03-01T11:00:00.000Z"],
    ["1 de mar\u0063\u0327o de 2026 a\u0300s 08:00", "2026-03-01T11:00:00.000Z"],
    ["6 fev 2026 10:00", "2026-02-06T13:00:00.000Z"],
    ["07 set 2026 10:00", "2026-09-07T13:00:00.000Z"],
    ["2026-11-30T21:00Z[UTC]", "2026-11-30T21:00:00.000Z"],
    ["30-11-2026 18:00:00", "2026-11-30T21:00:00.000Z"],
    ["30.11.2026 18:00:00", "2026-11-30T21:00:00.000Z"],
    ["30/11/2026 18:00:00-03:00", "2026-11-30T21:00:00.000Z"],
    ["30/11/2026 18:00:00 Z", "2026-11-30T18:00:00.000Z"],
    // Mails, HTTP, JavaScript, Java, C, PayPal, ASP.NET, calendars and banks.
    ["Wed, 06 Nov 2024 18:59:27 -0300", "2024-11-06T21:59:27.000Z"],
    ["06 Nov 2024 18:59:27 GMT", "2024-11-06T18:59:27.000Z"],
    ["Wed Nov 06 2024 18:59:27 GMT-0300 (Brasilia Standard Time)", "2024-11-06T21:59:27.000Z"],
    ["Wed Nov 06 18:59:27 BRT 2024", "2024-11-06T21:59:27.000Z"],
    ["Wed Nov 06 18:59:27 +0000 2024", "2024-11-06T18:59:27.000Z"],
    ["Wed Nov  6 18:59:27 2024", "2024-11-06T21:59:27.000Z"],
    ["November 6, 2024 18:59", "2024-11-06T21:59:00.000Z"],
    // 10:15:30 in July at the Pacific is seven hours behind.
    ["10:15:30 Jul 23, 2024 PDT", "2024-07-23T17:15:30.000Z"],
    ["/Date(1730930367000)/", "2024-11-06T21:59:27.000Z"],
    ["/Date(1730930367000-0300)/", "2024-11-06T21:59:27.000Z"],
    ["20241106T185927Z", "2024-11-06T18:59:27.000Z"],
    ["20241106185927", "2024-11-06T21:59:27.000Z"],
    [20241106185927, "2024-11-06T21:59:27.000Z"],
    [new Date("2026-11-30T18:00:00Z"), "2026-11-30T18:00:00.000Z"],
  ])("%j is %s", (input, instant) => {
    expect(parseInstant(input, saoPaulo)).toStrictEqual({ ok: true, instant });
  });

  test.each<[input: string | number, instant: string]>([
    [1_763_640_000, "2025-11-20T12:00:00.000Z"],
    ["1763640000", "2025-11-20T12:00:00.000Z"],
    [1_763_640_000_123, "2025-11-20T12:00:00.123Z"],
    ["1763640000123", "2025-11-20T12:00:00.123Z"],
    [1_763_640_000.5, "2025-11-20T12:00:00.500Z"],
    ["1763640000.123", "2025-11-20T12:00:00.123Z"],
    ["1763640000,123", "2025-11-20T12:00:00.123Z"],
    ["1763640000.999999", "2025-11-20T12:00:00.999Z"],
    ["1763640000123.9", "2025-11-20T12:00:00.123Z"],
    ["1.763640000e+09", "2025-11-20T12:00:00.000Z"],
    [1_763_640_000_123_456, "2025-11-20T12:00:00.123Z"],
    ["1763640000123456789", "2025-11-20T12:00:00.123Z"],
  ])("%j, counted from 1970, is %s", (input, instant) => {
    expect(parseInstant(input, saoPaulo)).toStrictEqual({ ok: true, instant });
  });
});

describe("a text that is no such time", () => {
  test.each<[input: unknown, why: RegExp]>([
    ["18:00", /RFC 3339/],
    ["2026-11-30", /a day without a time/],
    ["30/11/2026", /a day without a time/],
    [20261130, /a day without a time/],
    ["30/11/26 18:00", /give it four/],
    ["26-11-30 18:00", /give it four/],
    ["11/30/2026 18:00", /day first/],
    ["2026-11-30 06:00 PM", /without AM or PM/],
    ["2026-11-30 18:00 CEST", /give an offset/],
    ["2026-W49-1", /RFC 3339/],
    ["2026-11/30 18:00", /RFC 3339/],
    ["+002026-11-30T18:00:00Z", /RFC 3339/],
    ["2026-11-30T18:00:00.Z", /RFC 3339/],
    ["２０２６-11-30 18:00", /RFC 3339/],
    ["tomorrow", /RFC 3339/],
    ["30/11/2026 25h", /no such date or time/],
    ["30/11/2026 18h3", /RFC 3339/],
    ["30 de novembre de 2026 18:00", /no such date or time/],
    ["31 de novembro de 2026 18:00", /no such date or time/],
    ["99999999999999999999", /RFC 3339/],
    [`2026-11-30 18:00${" ".repeat(200)}x`, /RFC 3339/],
    [0, /RFC 3339/],
    [-1_763_640_000, /RFC 3339/],
    [1e300, /RFC 3339/],
    [Number.NaN, /RFC 3339/],
    [true, /RFC 3339/],
    [{ at: "2026-11-30 18:00" }, /RFC 3339/],
    [["2026-11-30 18:00"], /RFC 3339/],
    [new Date(Number.NaN), /RFC 3339/],
  ])("is refused, with what keeps it from being one: %j", (input, why) => {
    expect(problems(refusedUpdate({ endAt: input }))).toStrictEqual(["endAt END_AT_INVALID"]);
    expect(refusal(input)).toMatch(why);
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

const two = (number: number): string => String(number).padStart(2, "0");
const english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Each writes an instant, given as a reading of the wall three hours behind UTC, and says how fine it is. */
const writings: Readonly<Record<string, { write: (wall: Date, utcMs: number) => string | number; fineMs: number }>> = {
  "a space and seconds": { write: (wall) => wall.toISOString().slice(0, 19).replace("T", " "), fineMs: 1_000 },
  "T and minutes": { write: (wall) => wall.toISOString().slice(0, 16), fineMs: 60_000 },
  "-0300": { write: (wall) => wall.toISOString().replace("Z", "-0300"), fineMs: 1 },
  "-03": { write: (wall) => wall.toISOString().replace("Z", "-03").replace(".", ","), fineMs: 1 },
  "day first": {
    write: (wall) =>
      `${two(wall.getUTCDate())}/${two(wall.getUTCMonth() + 1)}/${wall.getUTCFullYear()} ${wall.toISOString().slice(11, 19)}`,
    fineMs: 1_000,
  },
  mail: {
    write: (wall) =>
      `${wall.getUTCDate()} ${english[wall.getUTCMonth()]} ${wall.getUTCFullYear()} ${wall.toISOString().slice(11, 19)} -0300`,
    fineMs: 1_000,
  },
  HTTP: { write: (_, utcMs) => new Date(utcMs).toUTCString(), fineMs: 1_000 },
  seconds: { write: (_, utcMs) => Math.floor(utcMs / 1000), fineMs: 1_000 },
  "decimal seconds, as a number": { write: (_, utcMs) => utcMs / 1000, fineMs: 1 },
  "decimal seconds, as a text": { write: (_, utcMs) => (utcMs / 1000).toFixed(6), fineMs: 1 },
  milliseconds: { write: (_, utcMs) => String(utcMs), fineMs: 1 },
  "ASP.NET": { write: (_, utcMs) => `/Date(${utcMs})/`, fineMs: 1 },
};

/** São Paulo has had one offset since 2020. */
const steadyMs = { min: Date.parse("2020-01-01T03:00:00Z"), max: Date.parse("2099-12-31T00:00:00Z") };

test.each(Object.keys(writings))("any time since 2020 gives its instant when it is written with %s", (name) => {
  const { write, fineMs } = writings[name] as (typeof writings)[string];
  const invisible = fc.constantFrom("", " ", "\u00a0", "\u200b", "\ufeff", "\u200e");
  fc.assert(
    fc.property(fc.integer(steadyMs), invisible, invisible, (utcMs, before, after) => {
      const written = write(new Date(utcMs - 3 * 3_600_000), utcMs);
      const instant = new Date(Math.floor(utcMs / fineMs) * fineMs).toISOString();
      const given = typeof written === "number" ? written : before + written + after;
      expect(parseInstant(given, saoPaulo)).toStrictEqual({ ok: true, instant });
    }),
  );
});

test("whatever is given, nothing is thrown, and what is read is an instant", () => {
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      const parsed = parseInstant(anything, saoPaulo);
      expect(!parsed.ok || new Date(parsed.instant).toISOString() === parsed.instant).toBe(true);
    }),
  );
});
