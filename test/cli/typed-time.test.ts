// What people type for a time to come, in Portuguese and English, and the instant or day that is understood.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readTypedTime } from "../../cli/session/typed-time.ts";

const timeZone = "America/Sao_Paulo";
/** A Monday, 10:00 there. */
const nowMs = Date.parse("2026-11-30T13:00:00Z");
const read = (text: string) => readTypedTime(text, { nowMs, timeZone });
const day = (date: string, plusBusinessDays = 0) => ({ date, plusBusinessDays });

describe("understood", () => {
  test.each<[string, unknown]>([
    ["amanhã 09:00", "2026-12-01T12:00:00.000Z"],
    ["Amanhã às 9h", "2026-12-01T12:00:00.000Z"],
    ["amanha 9h30", "2026-12-01T12:30:00.000Z"],
    ["tomorrow at 9:00", "2026-12-01T12:00:00.000Z"],
    ["amanhã", day("2026-12-01")],
    ["depois de amanhã", day("2026-12-02")],
    ["depois de amanhã 14h", "2026-12-02T17:00:00.000Z"],
    ["hoje 18:00", "2026-11-30T21:00:00.000Z"],
    ["18h", "2026-11-30T21:00:00.000Z"],
    ["às 18:30", "2026-11-30T21:30:00.000Z"],
    ["amanhã meio-dia", "2026-12-01T15:00:00.000Z"],
    ["segunda 9h", "2026-12-07T12:00:00.000Z"],
    ["segunda-feira", day("2026-12-07")],
    ["terça", day("2026-12-01")],
    ["sábado 10h", "2026-12-05T13:00:00.000Z"],
    ["friday 9:00", "2026-12-04T12:00:00.000Z"],
    ["30/11 14:00", "2026-11-30T17:00:00.000Z"],
    ["29/11 14:00", "2027-11-29T17:00:00.000Z"],
    ["10/12/2026", day("2026-12-10")],
    ["10/12/2026 9h", "2026-12-10T12:00:00.000Z"],
    ["2026-12-10", day("2026-12-10")],
    ["2026-12-10 09:00", "2026-12-10T12:00:00.000Z"],
    ["2026-12-10T12:00:00Z", "2026-12-10T12:00:00.000Z"],
    ["em 3 dias", day("2026-12-03")],
    ["3 dias 14h", "2026-12-03T17:00:00.000Z"],
    ["in 3 days", day("2026-12-03")],
    ["2 dias úteis", day("2026-11-30", 2)],
    ["em 1 dia útil", day("2026-11-30", 1)],
    ["2 business days", day("2026-11-30", 2)],
    ["em 2 horas", "2026-11-30T15:00:00.000Z"],
    ["daqui a 90 minutos", "2026-11-30T14:30:00.000Z"],
    ["in 2 hours", "2026-11-30T15:00:00.000Z"],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("not guessed at", () => {
  test.each([
    "",
    "logo",
    "amanhã de tarde",
    "amanhã 25h",
    "31/02",
    "30/11 25:00",
    "2 dias úteis 9h",
    "9",
    "segunda que vem",
    "12/10/26",
    // An object has these names of itself.
    "__proto__",
    "constructor",
    "constructor 9h",
  ])("%s", (text) => {
    expect(read(text)).toBeUndefined();
  });
});

test("any text is answered, and a day is one of the calendar", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const until = read(text);
      if (typeof until === "object") expect(new Date(until.date).toISOString().startsWith(until.date)).toBe(true);
      if (typeof until === "string") expect(new Date(until).toISOString()).toBe(until);
    }),
  );
});
