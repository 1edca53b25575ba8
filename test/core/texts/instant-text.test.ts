// Instants as people of a language read them, by the clock on their wall.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { dateText, instantText } from "../../../lib/core/texts/instant-text.ts";
import { languages } from "../../../lib/core/texts/language.ts";

const monday = Date.parse("2026-03-02T12:00:00Z");

test.each([
  ["en", "America/Sao_Paulo", "Mon 2026-03-02 09:00"],
  ["pt-BR", "America/Sao_Paulo", "seg., 02/03/2026 09:00"],
  ["pt-BR", "America/Manaus", "seg., 02/03/2026 08:00"],
  ["pt-BR", "Asia/Tokyo", "seg., 02/03/2026 21:00"],
] as const)("in %s and %s", (language, timeZone, expected) => {
  expect(instantText(monday, { language, timeZone })).toBe(expected);
});

test("the weekday is that of the zone", () => {
  const late = Date.parse("2026-03-02T02:00:00Z");
  expect(instantText(late, { language: "pt-BR", timeZone: "America/Sao_Paulo" })).toBe("dom., 01/03/2026 23:00");
});

test("a day", () => {
  expect(languages.map((language) => dateText("2026-11-20", language))).toEqual(["2026-11-20", "20/11/2026"]);
});

test("any number has a text, also one that is no time", () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.integer()), fc.constantFrom(...languages), (ms, language) => {
      expect(instantText(ms, { language, timeZone: "America/Sao_Paulo" })).toMatch(/^[\wáí., :/-]+$/);
    }),
  );
});
