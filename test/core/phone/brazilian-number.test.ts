// A mobile of Brazil has two spellings, and a landline one: whoever asks for both finds the contact, and nobody else's.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { brazilianTwin, canonicalPhone } from "../../../lib/core/phone/brazilian-number.ts";
import { maskPhone } from "../../../lib/core/phone/mask-phone.ts";

describe("a mobile of Brazil", () => {
  test.each([
    ["551180045904", "5511980045904"],
    ["555599887766", "5555999887766"],
    ["551170045904", "5511970045904"],
  ])("%s and %s are the same", (without, withNinth) => {
    expect(brazilianTwin(without)).toBe(withNinth);
    expect(brazilianTwin(withNinth)).toBe(without);
    expect(canonicalPhone(without)).toBe(withNinth);
    expect(canonicalPhone(withNinth)).toBe(withNinth);
  });
});

describe("there is one spelling only", () => {
  test.each([
    ["of a landline", "551130045904"],
    ["of a mobile that would be somebody's landline without its ninth digit", "5511930045904"],
    ["of a number with a ninth digit too many", "55119980045904"],
    ["of a number of another country", "14155552671"],
    ["of one of another country that is as long as one of Brazil", "447911123456"],
    ["of what only ends like a number of Brazil", "15511980045904"],
  ])("%s", (_what, phone) => {
    expect(brazilianTwin(phone)).toBeUndefined();
    expect(canonicalPhone(phone)).toBe(phone);
  });
});

test("the twin of a twin is the number, both have one canonical spelling, and that is its own", () => {
  let twins = 0;
  const phone = fc.oneof(fc.stringMatching(/^[1-9]\d{7,14}$/), fc.stringMatching(/^55[1-9]{2}9?\d{8}$/));
  fc.assert(
    fc.property(phone, (number) => {
      expect(canonicalPhone(canonicalPhone(number))).toBe(canonicalPhone(number));
      const twin = brazilianTwin(number);
      if (twin === undefined) return expect(canonicalPhone(number)).toBe(number);
      twins += 1;
      expect(brazilianTwin(twin)).toBe(number);
      expect(canonicalPhone(twin)).toBe(canonicalPhone(number));
      expect([number, twin]).toContain(canonicalPhone(number));
    }),
    { numRuns: 1_000 },
  );
  expect(twins).toBeGreaterThan(100);
});

test("any landline of Brazil has no twin", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^55[1-9]{2}[2-5]\d{7}$/), (phone) => {
      expect(brazilianTwin(phone)).toBeUndefined();
    }),
  );
});

test("a number is shown without the four digits that nobody could guess", () => {
  expect(maskPhone("5511980045904")).toBe("55119****5904");
  expect(maskPhone("551180045904")).toBe("5511****5904");
  expect(maskPhone("12345678")).toBe("****5678");
});
