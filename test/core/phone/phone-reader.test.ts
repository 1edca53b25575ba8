// Whatever a sender writes around a phone number, WTS is asked for the same digits; what is no number is refused without repeating it.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { brazilianTwin } from "../../../lib/core/phone/brazilian-number.ts";
import { phonesToAsk, shownPhones } from "../../../lib/core/phone/looked-for.ts";
import { phoneReader } from "../../../lib/core/phone/phone-reader.ts";
import { type ReadPhone, readWrittenPhone } from "../../../lib/core/phone/read-phone.ts";

const brazil = phoneReader({ phoneCountry: "BR", phoneCountries: [] });
const read = (input: unknown, reader: ReadPhone = brazil): string => {
  const reading = reader(input);
  return reading.ok ? reading.phone : `refused: ${reading.problem}`;
};

describe("a number of Brazil", () => {
  test.each<[unknown, string]>([
    ["5511980045904", "5511980045904"],
    [5511980045904, "5511980045904"],
    [11980045904, "5511980045904"],
    ["+55 (011) 98004-5904", "5511980045904"],
    ["011980045904", "5511980045904"],
    ["11980045904", "5511980045904"],
    ["(11) 98004-5904", "5511980045904"],
    ["11.98004.5904", "5511980045904"],
    ["11/98004-5904", "5511980045904"],
    ["0 15 11 98004-5904", "5511980045904"],
    ["0 17 11 98004-5904", "5511980045904"],
    ["(0xx11) 98004-5904", "5511980045904"],
    ["0**11 98004 5904", "5511980045904"],
    ["+55 0 21 11 98004-5904", "5511980045904"],
    ["55 11 98004 5904", "5511980045904"],
    ["55 011 98004-5904", "5511980045904"],
    ["005511980045904", "5511980045904"],
    ["00 55 11 98004-5904", "5511980045904"],
    ["00000011980045904", "5511980045904"],
    ["+011 98004-5904", "5511980045904"],
    ["(+55) 11 98004-5904", "5511980045904"],
    ["+55 (11) 98004-5904_", "5511980045904"],
    ["'+5511980045904", "5511980045904"],
    ["5511980045904.0", "5511980045904"],
    ["5511980045904.00", "5511980045904"],
    ["11980045904,00", "5511980045904"],
    ["p:+5511980045904", "5511980045904"],
    ["Cel. (11) 98004-5904", "5511980045904"],
    ["Celular: 11 98004-5904", "5511980045904"],
    ["Fone 11 98004-5904", "5511980045904"],
    ["Whats 11980045904", "5511980045904"],
    ["tel. 11 98004-5904", "5511980045904"],
    ["(11) 98004-5904 (WhatsApp)", "5511980045904"],
    ["(11) 98004-5904 (Dona Conceição)", "5511980045904"],
    ["+55 11 98004-5904 \u{1f4f1}", "5511980045904"],
    ["11980045904;", "5511980045904"],
    ["+5511980045904, ", "5511980045904"],
    ['"11980045904"', "5511980045904"],
    ["<5511980045904>", "5511980045904"],
    ["whatsapp:+5511980045904", "5511980045904"],
    ["WhatsApp: 11 98004-5904", "5511980045904"],
    ["5511980045904@c.us", "5511980045904"],
    ["5511980045904@s.whatsapp.net", "5511980045904"],
    ["5511980045904:23@s.whatsapp.net", "5511980045904"],
    ["whatsapp:5511980045904@c.us", "5511980045904"],
    ["tel:+55-11-98004-5904", "5511980045904"],
    ["tel:+55-11-98004-5904;ext=12", "5511980045904"],
    ["tel:+55-11-98004-5904;phone-context=+1", "5511980045904"],
    ["(0)11 98004-5904", "5511980045904"],
    ["tel:98004-5904;phone-context=+55-11", "5511980045904"],
    ["https://wa.me/5511980045904", "5511980045904"],
    ["\u202a+55 11 98004\u20115904\u202c", "5511980045904"],
    ["\u200e+55\u00a011\u00a098004\u20135904\u200f", "5511980045904"],
    ["\ufeff+55\u202f11 98004\u22125904\u00ad", "5511980045904"],
    ["＋５５（１１）９８００４－５９０４", "5511980045904"],
    ["٥٥١١٩٨٠٠٤٥٩٠٤", "5511980045904"],
    ["+۵۵ ۱۱ ۹۸۰۰۴ ۵۹۰۴", "5511980045904"],
    ["५५११९८००४५९०४", "5511980045904"],
    ["𝟝𝟝𝟙𝟙𝟡𝟠𝟘𝟘𝟜𝟝𝟡𝟘𝟜", "5511980045904"],
  ])("is read from %j", (given, phone) => {
    expect(read(given)).toBe(phone);
  });

  test.each([
    ["551180045904", "551180045904"],
    ["1180045904", "551180045904"],
    ["0 15 11 8004-5904", "551180045904"],
    ["551130045904", "551130045904"],
    ["1130045904", "551130045904"],
    ["0800 701 2345", "558007012345"],
  ])("keeps the digits it is meant with: %j", (given, phone) => {
    expect(read(given)).toBe(phone);
  });

  test.each([
    ["55999887766", "5555999887766"],
    ["(55) 99988-7766", "5555999887766"],
    ["5599887766", "555599887766"],
    ["5532221234", "555532221234"],
    ["055 99988-7766", "5555999887766"],
    ["5555999887766", "5555999887766"],
    ["555599887766", "555599887766"],
    ["+55 55 99988-7766", "5555999887766"],
    ["55055999887766", "5555999887766"],
  ])("of the area 55 is not taken for one with a country code: %j", (given, phone) => {
    expect(read(given)).toBe(phone);
  });
});

describe("a number of another country", () => {
  test.each([
    ["+1 415 555 2671", "14155552671"],
    ["001 415 555 2671", "14155552671"],
    ["+1 (993) 555-1234", "19935551234"],
    ["whatsapp:+14155552671", "14155552671"],
    ["14155552671@c.us", "14155552671"],
    ["19935551234@c.us", "19935551234"],
    ["14155552671", "14155552671"],
    ["+351 912 345 678", "351912345678"],
    ["+44 (0)20 7946 0958", "442079460958"],
    ["00 44 (0) 20 7946 0958", "442079460958"],
    ["+54 9 11 5555-1234", "5491155551234"],
    ["447911123456", "447911123456"],
    ["+39 06 698 12345", "390669812345"],
    ["+56 9 8765 4321", "56987654321"],
    ["56987654321", "56987654321"],
    ["56 9 8765-4321", "56987654321"],
    ["59991234567", "59991234567"],
    ["2399912345", "2399912345"],
    ["54 9 11 5555-1234", "5491155551234"],
    ["351912345678", "351912345678"],
    ["595981123456", "595981123456"],
    ["59899123456", "59899123456"],
    ["34612345678", "34612345678"],
  ])("beats the country of the configuration: %j", (given, phone) => {
    expect(read(given)).toBe(phone);
  });

  test("is read by the rules of a country that is configured, also without a +", () => {
    const reader = phoneReader({ phoneCountry: "PT", phoneCountries: ["BR", "GB"] });
    expect(read("912 345 678", reader)).toBe("351912345678");
    expect(read("351912345678", reader)).toBe("351912345678");
    expect(read("+44 020 7946 0958", reader)).toBe("442079460958");
    expect(read("+55 (011) 98004-5904", reader)).toBe("5511980045904");
    expect(read("55 11 98004-5904", reader)).toBe("5511980045904");
    expect(read("11 98004-5904", reader)).not.toBe("5511980045904");
  });

  test("may be as short as those of a small country that is configured", () => {
    const reader = phoneReader({ phoneCountry: "BR", phoneCountries: ["FO"] });
    expect(read("298 211234", reader)).toBe("298211234");
    expect(read("+298 211234")).toBe("298211234");
    expect(read("298 211234")).toMatch(/area code/);
  });

  test("is local where its country is the one of the configuration", () => {
    const reader = phoneReader({ phoneCountry: "CA", phoneCountries: [] });
    expect(read("(604) 555-0123", reader)).toBe("16045550123");
    expect(read("1 604 555 0123", reader)).toBe("16045550123");
    expect(read("(415) 555-2671", reader)).toBe("14155552671");
  });
});

describe("what is no number", () => {
  test.each<[unknown, RegExp]>([
    ["123456789012345@lid", /@lid/],
    ["5511980045904-1602345678@g.us", /group/],
    ["120363025246125486@g.us", /group/],
    ["status@broadcast", /broadcast/],
    ["BR.13491208655302741918", /user id/],
    ["whatsapp:BR.13491208655302741918", /user id/],
    ["5511 98765 4321 ramal 7", /other characters/],
    ["11 3004-5904 (ramal 7)", /other characters/],
    ["Maria 11980045904", /other characters/],
    ["11 98004-5904 ou 11 98004-5905", /other characters/],
    ["11980045904,11980045905", /other characters/],
    ["p11980045904", /other characters/],
    ["@lid", /@lid/],
    ['"123456789012345@lid"', /@lid/],
    ["11 98004-5904, 11 3004-5904", /other characters/],
    ["(11) 3004-5904/5905", /slash/],
    ["5511980045904;5511980045905", /other characters/],
    ["++5511980045904", /\+/],
    ["55+11980045904", /\+/],
    ["98004-5904", /area code/],
    ["30045904", /area code/],
    ["12345678", /area code/],
    ["+1234567", /8 to 15/],
    ["1234567890123456", /8 to 15/],
    ["(+) -- .", /without digits/],
    ["", /without digits/],
    ["5.51198E+12", /other characters/],
    ["x".repeat(100_000), /100000 characters/],
    [1.5, /not whole/],
    [-5511980045904, /not whole/],
    [0, /not whole/],
    [2 ** 60, /not exact/],
    [Number.NaN, /not whole/],
    [null, /null/],
    [undefined, /undefined/],
    [true, /boolean/],
    [["5511980045904"], /list/],
    [{ number: "5511980045904" }, /object/],
  ])("is refused, saying what it is: %.40j", (given, found) => {
    const text = read(given);
    expect(text).toMatch(/^refused: must be a phone number, such as \+55 11 98004-5904; what came is /);
    expect(text).toMatch(found);
    for (const digits of String(given).match(/\d{4,}/g) ?? []) expect(text.slice(60)).not.toContain(digits);
  });
});

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const digits = (length: number) => fc.array(digit, { minLength: length, maxLength: length }).map((all) => all.join(""));
const areas =
  "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99".split(
    " ",
  );
const area = fc.constantFrom(...areas);
const mobile = fc
  .tuple(fc.constantFrom("9"), fc.constantFrom("6", "7", "8", "9"), digits(7))
  .map((all) => all.join(""));
const oldMobile = mobile.map((number) => number.slice(1));
const landline = fc.tuple(fc.constantFrom("2", "3", "4", "5"), digits(7)).map((all) => all.join(""));
const subscriber = fc.oneof(mobile, oldMobile, landline);

const separator = fc.constantFrom("", " ", "-", ".", "\u00a0", "\u2011", "\u2013", " - ", "\u202f", "\u200b", "\u2009");
const around = fc.constantFrom(
  ["", ""],
  ["\u202a", "\u202c"],
  [" ", "\t"],
  ["\ufeff", ""],
  ["'", ""],
  ["\u200e", "\u200f\n"],
);
const carrier = fc.integer({ min: 12, max: 99 }).map(String);
const script = fc.constantFrom(0x30, 0xff10, 0x660, 0x6f0, 0x966, 0xe50, 0x1d7d8);

const front = fc.oneof(
  fc.constantFrom(
    (ddd: string) => ddd,
    (ddd: string) => `(${ddd})`,
    (ddd: string) => `0${ddd}`,
    (ddd: string) => `(0${ddd})`,
    (ddd: string) => `(0xx${ddd})`,
    (ddd: string) => `0**${ddd}`,
    (ddd: string) => `+55 ${ddd}`,
    (ddd: string) => `+55 (0${ddd})`,
    (ddd: string) => `(+55) ${ddd}`,
    (ddd: string) => `0055${ddd}`,
    (ddd: string) => `55${ddd}`,
    (ddd: string) => `tel:+55-${ddd}`,
    (ddd: string) => `whatsapp:+55${ddd}`,
    (ddd: string) => `000${ddd}`,
  ),
  carrier.map((code) => (ddd: string) => `0 ${code} ${ddd}`),
  carrier.map((code) => (ddd: string) => `+55 0${code}${ddd}`),
);

const inScript = (text: string, zero: number): string =>
  text.replaceAll(/\d/g, (one) => String.fromCodePoint(zero + Number(one)));

test("any spelling of a number of Brazil is read as that number", () => {
  const seen = { mobiles: 0, landlines: 0 };
  fc.assert(
    fc.property(
      area,
      subscriber,
      front,
      separator,
      around,
      script,
      (ddd, number, write, between, [before, after], zero) => {
        const phone = `55${ddd}${number}`;
        const spelt = `${write(ddd)}${between}${number.slice(0, -4)}${between}${number.slice(-4)}`;
        expect(read(before + inScript(spelt, zero) + after)).toBe(phone);
        expect(read(`${phone}@c.us`)).toBe(phone);
        expect(read(Number(phone))).toBe(phone);
        expect(read(Number(ddd + number))).toBe(phone);
        // Whichever spelling WTS keeps, it is one of the two that are asked for, and what was meant is asked for first.
        for (const kept of [phone, brazilianTwin(phone) ?? phone]) expect(phonesToAsk(phone)).toContain(kept);
        expect(phonesToAsk(read(before + spelt))[0]).toBe(phone);
        seen[brazilianTwin(phone) === undefined ? "landlines" : "mobiles"] += 1;
      },
    ),
    { numRuns: 1_000 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
});

test("an area that Brazil does not have is one where the number says that it is of Brazil, and otherwise a country", () => {
  for (let two = 11; two <= 99; two += 1) {
    const ddd = String(two);
    if (ddd.endsWith("0")) continue;
    const exists = areas.includes(ddd);
    expect(read(`${ddd}980045904`)).toBe(exists ? `55${ddd}980045904` : `${ddd}980045904`);
    for (const spelt of [`0${ddd}980045904`, `55${ddd}980045904`, `+55 (${ddd}) 98004-5904`])
      expect(read(spelt)).toBe(`55${ddd}980045904`);
  }
});

test("any number that is written with + or 00 keeps its country, whichever is configured", () => {
  const foreign = fc
    .tuple(fc.constantFrom("1415", "1212", "351912", "4479", "4915", "34612", "5411", "598", "81", "972"), digits(7))
    .map((all) => all.join(""));
  const readers = [brazil, phoneReader({ phoneCountry: "JP", phoneCountries: ["BR"] })];
  fc.assert(
    fc.property(foreign, separator, fc.constantFrom("+", "00", "whatsapp:+", "(+"), (number, between, mark) => {
      const spelt = `${mark}${number.slice(0, 2)}${mark === "(+" ? ")" : ""}${between}${number.slice(2, -4)}${between}${number.slice(-4)}`;
      for (const reader of readers) if (!number.startsWith("81")) expect(read(spelt, reader)).toBe(number);
    }),
  );
});

test("any value at all is answered, and what was read is read as the same again, here and out of the queue", () => {
  const seen = { read: 0, refused: 0 };
  const written = fc.stringMatching(/^[+(0]{0,2}\d{2}[ ()._-]?\d{4,12}[ -]?\d{0,4}(@c\.us)?$/);
  fc.assert(
    fc.property(fc.oneof({ arbitrary: written, weight: 3 }, fc.anything(), fc.string({ unit: "binary" })), (input) => {
      const reading = brazil(input);
      seen[reading.ok ? "read" : "refused"] += 1;
      if (!reading.ok) return;
      expect(reading.phone).toMatch(/^[1-9]\d{7,14}$/);
      expect(read(`+${reading.phone}`)).toBe(reading.phone);
      expect(read(reading.phone, readWrittenPhone)).toBe(reading.phone);
    }),
    { numRuns: 800 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(80);
});

test("out of the queue comes a text of digits, and nothing else", () => {
  for (const given of [5511980045904, "+5511980045904", "11 98004-5904", "1234567", "", null, {}])
    expect(read(given, readWrittenPhone)).toMatch(/^refused: /);
});

test("no phone number is shown of a session that is named otherwise", () => {
  expect(shownPhones({ contactId: "c0a1b2c3-1111-4222-8333-444455556666" })).toBeUndefined();
});
