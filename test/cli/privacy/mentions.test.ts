// A person is found in whatever a sender may have wrapped it in, and nobody else is.
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mentionsOf } from "../../../cli/privacy/mentions.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const sessionId = "5e550000-0000-4000-8000-0000000000c1";
const person = {
  account: "default",
  phones: ["5511987650142", "551187650142"],
  contactIds: new Set<string>(),
  sessionIds: new Set([sessionId]),
  names: ["Zuleica Quartzo Canário"],
  isAtWts: true,
};
const { find, without } = mentionsOf(person);

describe("a number", () => {
  test.each([
    "5511987650142",
    "+55 (11) 98765-0142",
    "11 98765 0142",
    "011 98765.0142",
    "0 15 11 98765-0142",
    "(11) 8765-0142",
    "551187650142@c.us",
    "55 11 9 8765-0142",
    "+55\u00a011\u00a098765\u20110142",
    "５５１１９８７６５０１４２",
    "1\u200b1987650142",
    '{"phone":5511987650142}',
    "011987650142",
    "01511987650142",
    "005511987650142",
    "0 0 15 55 11 98765 0142",
    "7,11987650142,8",
  ])("is found as %s", (text) => {
    expect(find(`Recado de ${text}, hoje`, { deep: false })).toBe("person");
    expect(find(without(`Recado de ${text}, hoje`), { deep: true })).toBeUndefined();
  });

  test.each([
    "5511987650143",
    "21 98765-0142",
    "98765-0142",
    "119876501",
    "2026-11-29T11:08:03.987Z",
    "R$ 1.198,76",
    "4911987650142",
    "+49 11 98765-0142",
    "0049 11 98765-0142",
    "+351 1187650142",
    "11187650142",
    "+1 (118) 765-0142",
    "+55 11 98765-01421",
    "55119876501421",
    "35511987650142",
    '{"phone":"491187650142"}',
  ])("of somebody else is not: %s", (text) => {
    expect(find(text, { deep: true })).toBeUndefined();
    expect(without(text)).toBe(text);
  });
});

describe("a name", () => {
  test.each([
    "Zuleica Quartzo Canário",
    "ZULEICA QUARTZO CANARIO",
    "zuleica  quartzo\ncana\u0301rio",
    "zuleica.quartzo.canario",
  ])("is found whatever its case, accents and spaces: %s, and alone it is a name only", (text) => {
    expect(find(text, { deep: false })).toBe("name");
    expect(find(without(text), { deep: false })).toBeUndefined();
  });

  test.each(["Zuleica", "Quartzo Canário", "Zuleica Quartzo"])("that is a part of it is anybody's: %s", (text) => {
    expect(find(text, { deep: true })).toBeUndefined();
  });
});

type Wrap = (text: string) => string;
const base64: Wrap = (text) => Buffer.from(text).toString("base64");
const wraps: readonly Wrap[] = [
  base64,
  (text) => Buffer.from(text).toString("base64url"),
  (text) => gzipSync(text).toString("base64"),
  (text) => deflateSync(text).toString("base64"),
  (text) => encodeURIComponent(text),
  (text) => JSON.stringify({ payload: text }),
  (text) =>
    JSON.stringify(text).replaceAll(
      /[\u0080-\uffff]/g,
      (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
];

test("whatever it is wrapped in, and that again, it is found", () => {
  const texts = fc.constantFrom("+55 (11) 98765-0142", "Zuleica Quartzo Canário", sessionId);
  const wrapped = fc.tuple(texts, fc.array(fc.constantFrom(...wraps), { maxLength: 3 }), fc.string({ maxLength: 40 }));
  fc.assert(
    fc.property(wrapped, ([text, around, padding]) => {
      const body = around.reduce(
        (inner, wrap) => wrap(inner),
        `{"a":"${padding.replaceAll(/["\\]/g, "")}","b":"${text}"}`,
      );
      expect(find(body, { deep: true })).toBeDefined();
    }),
  );
});

test("beside a picture, or any other bytes, it is found", () => {
  const bytes = fc.uint8Array({ minLength: 0, maxLength: 6_000 });
  const parts = (picture: Uint8Array, text: string) => {
    const head = "--x\r\ncontent-disposition: form-data; name=";
    return Buffer.concat([
      Buffer.from(`${head}"foto"\r\ncontent-type: image/png\r\n\r\n`),
      picture,
      Buffer.from(`\r\n${head}"fone"\r\n\r\n${text}\r\n--x--\r\n`),
    ]);
  };
  const texts = fc.constantFrom("+55 (11) 98765-0142", "11987650142");
  const encodings = fc.constantFrom<(body: Buffer) => string>(
    (body) => body.toString("base64"),
    (body) => gzipSync(body).toString("base64"),
  );
  fc.assert(
    fc.property(bytes, texts, encodings, (picture, text, encode) => {
      const raw = Buffer.from(JSON.stringify({ account: "default", body: encode(parts(picture, text)) }));
      expect(find(gzipSync(raw).toString("base64"), { deep: true })).toBe("person");
    }),
    { numRuns: 60 },
  );
});

test("a long row of digits and signs takes no longer than its length", async () => {
  const hostile = [
    ..."0-".repeat(50_000),
    ..."55".repeat(50_000),
    ..."00 55 0 ".repeat(20_000),
    ..."+ 11\u2011".repeat(20_000),
  ].join("");
  const costMs = await cpuMsOf(() => {
    expect(find(hostile, { deep: false })).toBeUndefined();
    expect(without(hostile)).toBe(hostile);
  });
  expect(costMs).toBeLessThan(10_000);
});

test("JSON stays JSON without the person, and nothing else in it changes", () => {
  const given = [
    { id: sessionId, count: 3, at: "2026-11-29", "½": "ﬁ" },
    { id: "5e550000-0000-4000-8000-0000000000c2" },
    5511987650142,
  ];
  expect(JSON.parse(without(JSON.stringify(given)))).toEqual([
    { ...(given[0] as object), id: "erased" },
    given[1],
    "erased",
  ]);
});

test("any text that does not mention it stays as it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(without(text)).toBe(text);
    }),
  );
});
