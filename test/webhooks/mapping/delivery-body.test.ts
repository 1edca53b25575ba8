// A verified body becomes something a mapping can work with: what it is shows in its bytes, and no character of it is lost.
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Fault } from "../../../lib/core/faults.ts";
import { readDeliveryBody } from "../../../lib/webhooks/mapping/delivery-body.ts";
import type { BodyFormat } from "../../../lib/webhooks/signatures/body-format.ts";
import { faultOf } from "../../core/support/fault-of.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";
import { boundary, multipart, multipartType } from "../../support/multipart.ts";

const form = "application/x-www-form-urlencoded";
const read = (body: string | Uint8Array, type?: string, stated?: BodyFormat) =>
  readDeliveryBody(Buffer.from(body as string), { "content-type": type }, stated);
const refusal = (...given: Parameters<typeof read>): string => {
  const fault = faultOf(() => read(...given));
  expect(fault.code).toBe("DELIVERY_NOT_MAPPED");
  return fault.message;
};

describe("the body of a delivery", () => {
  test.each([undefined, "application/json", "text/plain; charset=iso-8859-1"])(
    "that is compressed is said to be, whatever its type: %s",
    (type) => {
      expect(refusal(gzipSync('{"a": 1}'), type)).toMatch(/compressed with gzip/);
    },
  );

  test.each([
    ['{"a": 1}', { a: 1 }],
    [' {"a": 1}', { a: 1 }],
    ["[1]", [1]],
    ['\u{feff}{"a": "São Paulo 🏙"}', { a: "São Paulo 🏙" }],
    ['{"a":\r\n1}\r\n', { a: 1 }],
    ["a=1&b=S%C3%A3o+Paulo&a=2", { a: ["1", "2"], b: "São Paulo" }],
    ["a=1&b=São Paulo\r\n", { a: "1", b: "São Paulo" }],
    [
      "leads[status][0][id]=7&leads%5Bstatus%5D%5B0%5D%5Bname%5D=",
      { "leads[status][0][id]": "7", "leads[status][0][name]": "" },
    ],
    ["payload=%7B%22ref%22%3A%22main%22%7D", { payload: '{"ref":"main"}' }],
    ["a=50%&b=%zz&c=1%2B1&d=1+1", { a: "50%", b: "%zz", c: "1+1", d: "1 1" }],
    ["a&b=", { a: "", b: "" }],
    [
      multipart([
        ["a", "1"],
        ["b", "São Paulo"],
        ["a", "2"],
      ]),
      { a: ["1", "2"], b: "São Paulo" },
    ],
    ["<a>1</a>", "<a>1</a>"],
    ["Pedido 7 = pago", "Pedido 7 = pago"],
    ["a=1\nb=2", "a=1\nb=2"],
    ["ok", "ok"],
    ["", undefined],
  ])("%j is %j whatever its content type says", (body, expected) => {
    const types = [
      "application/json",
      "application/vnd.crm+json",
      "text/plain",
      form,
      multipartType,
      "nonsense",
      undefined,
    ];
    for (const type of types) expect(read(body, type)).toEqual(expected);
  });

  test.each<[stated: BodyFormat, body: string | Uint8Array, expected: unknown]>([
    ["json", "7", 7],
    ["json", '"olá"', "olá"],
    ["form", "webhook_id", { webhook_id: "" }],
    ["form", "a=1", { a: "1" }],
    ["multipart", multipart([["a", "1"]]), { a: "1" }],
    ["text", '{"a": 1}', '{"a": 1}'],
    ["text", "a=1", "a=1"],
    ["json", "", undefined],
    ["multipart", "", undefined],
  ])("stated to be %s, %s is that", (stated, body, expected) => {
    expect(read(body, "application/json", stated)).toEqual(expected);
  });

  test.each<[stated: BodyFormat, body: string | Uint8Array, message: RegExp]>([
    ["json", "a=1", /should be JSON/],
    ["json", "<a>1</a>", /should be JSON/],
    ["json", multipart([["a", "1"]]), /should be JSON/],
    ["form", '{"a": 1}', /should be a form and looks like JSON; correct the source's `format`/],
    ["form", "<a>1</a>", /should be a form and looks like a text/],
    ["form", multipart([["a", "1"]]), /should be a form and looks like multipart/],
    ["multipart", "a=1", /should be multipart\/form-data and looks like a form/],
    ["multipart", "[1]", /looks like JSON/],
  ])("that is not %s, as it is stated, is refused: %s", (stated, body, message) => {
    expect(refusal(body, "application/json", stated)).toMatch(message);
  });

  test("has no key that reaches into what every object has", () => {
    const body = read('{"__proto__": {"x": 1}, "a": [{"constructor": 2, "prototype": 3, "b": 4}]}');
    expect(Object.keys(Object(body))).toEqual(["a"]);
    expect(body).toEqual({ a: [{ b: 4 }] });
    expect(read("__proto__=1&a=2")).toEqual({ a: "2" });
    expect(
      read(
        multipart([
          ["__proto__", "1"],
          ["a", "2"],
        ]),
      ),
    ).toEqual({ a: "2" });
  });

  test.each([["{"], ["[".repeat(200_000)], [`${"[".repeat(101)}${"]".repeat(101)}`], ['{"a": 1} and more']])(
    "is refused when it cannot be read, without quoting it",
    (text) => {
      expect(refusal(text)).not.toContain(text.slice(0, 8).repeat(2));
    },
  );

  test("with one field again and again is read in a moment, not in minutes", async () => {
    const costMs = await cpuMsOf(() => {
      expect(Object(read("a&".repeat(10_000))).a).toHaveLength(10_000);
      faultOf(() => read("a&".repeat(512 * 1024)));
      faultOf(() => read(multipart(Array.from({ length: 12_000 }, () => ["a", ""]))));
      faultOf(() =>
        read(`--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n${`\n--${boundary}x`.repeat(20_000)}`),
      );
    });
    expect(costMs).toBeLessThan(5_000);
  });

  test("with longer lists than any sender's is refused: what a mapping does with one may grow with its square", () => {
    const listOf = (length: number) => JSON.stringify({ a: [Array.from({ length }, () => 1)] });
    expect(Object(read(listOf(10_000))).a[0]).toHaveLength(10_000);
    expect(refusal(listOf(10_001))).toMatch(/more than 10000 entries/);
  });

  test("never throws anything but a Fault, and never has a character that stands for a lost one", () => {
    const types = ["application/json", "text/plain; charset=gbk", `${form}; charset=iso-8859-1`, multipartType, ";"];
    const begins = ["", "{", "a=", `--${boundary}\r\nContent-Disposition: form-data; name=a\r\n\r\n`];
    fc.assert(
      fc.property(
        fc.constantFrom(...begins),
        fc.uint8Array({ maxLength: 200 }),
        fc.option(fc.constantFrom(...types), { nil: undefined }),
        (begin, anything, type) => {
          try {
            const body = read(Buffer.concat([Buffer.from(begin), anything]), type);
            expect(JSON.stringify(body ?? "").replaceAll(/\\ufffd/gi, "")).not.toContain("\ufffd");
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        },
      ),
    );
  });
});

describe("a charset", () => {
  const latin1 = (text: string) => Buffer.from(text, "latin1");

  test.each<[string, string | Uint8Array, string | undefined, unknown]>([
    ["a form, escaped", "nome=Jos%E9", `${form}; charset=ISO-8859-1`, { nome: "José" }],
    ["a form, in bytes", latin1("nome=José"), `${form};charset="iso-8859-1"`, { nome: "José" }],
    ["the name of a field", "endere%E7o=Rua", `${form}; Charset=latin1`, { endereço: "Rua" }],
    ["JSON", latin1('{"nome":"José"}'), "application/json; charset=iso-8859-1", { nome: "José" }],
    [
      "JSON of Windows",
      Buffer.from("7b226e223a228093227d", "hex"),
      "application/json; charset=windows-1252",
      { n: "€“" },
    ],
    ["a text", latin1("<nome>José</nome>"), "text/xml; charset=ISO-8859-1", "<nome>José</nome>"],
    ["multipart", multipart([["nome", latin1("José")]]), `${multipartType}; charset=iso-8859-1`, { nome: "José" }],
    [
      "a part",
      multipart([
        ["nome", latin1("José"), ["Content-Type: text/plain; charset=ISO-8859-1"]],
        ["rua", "Açaí"],
      ]),
      multipartType,
      { nome: "José", rua: "Açaí" },
    ],
    ["a form that says so itself", "_charset_=iso-8859-1&nome=Jos%E9", form, { _charset_: "iso-8859-1", nome: "José" }],
    [
      "a multipart form that says so itself",
      multipart([
        ["nome", latin1("José")],
        ["_charset_", "windows-1252"],
      ]),
      multipartType,
      { nome: "José", _charset_: "windows-1252" },
    ],
    ["PayPal's form", "name=Jos%E9&charset=windows-1252", form, { name: "José", charset: "windows-1252" }],
    ["Japanese", Buffer.from("7b226e223a2293fa967b227d", "hex"), "application/json; charset=Shift_JIS", { n: "日本" }],
    ["UTF-16, by its mark", Buffer.from('\ufeff{"nome":"José"}', "utf16le"), "application/json", { nome: "José" }],
    [
      "UTF-16, declared",
      Buffer.from('{"nome":"José"}', "utf16le"),
      "application/json; charset=utf-16le",
      { nome: "José" },
    ],
    ["a form of UTF-16 by its mark", Buffer.from("\ufeffnome=Jos%C3%A9", "utf16le"), form, { nome: "José" }],
    ["UTF-8 that is called ASCII", '{"nome":"José"}', "application/json; charset=us-ascii", { nome: "José" }],
    [
      "UTF-8 with a mark that is called Latin-1",
      '\ufeff{"nome":"José"}',
      "text/json; charset=latin1",
      { nome: "José" },
    ],
    ["a character that the sender lost itself", '{"nome":"Jos\ufffd"}', "application/json", { nome: "Jos\ufffd" }],
  ])("of %s is read as what it is", (_what, body, type, expected) => {
    expect(read(body, type)).toEqual(expected);
  });

  test.each<[string, string | Uint8Array, string | undefined]>([
    ["a form, escaped", "nome=Jos%E9", form],
    ["a form, in bytes", latin1("nome=José"), undefined],
    ["a form's name", "endere%E7o=Rua", form],
    ["a form that is said to be UTF-8", "nome=Jos%E9", `${form}; charset=utf-8`],
    ["JSON", latin1('{"nome":"José"}'), "application/json"],
    ["JSON that is said to be ASCII", latin1('{"nome":"José"}'), "application/json; charset=us-ascii"],
    ["a text", latin1("José"), "text/plain"],
    ["multipart", multipart([["nome", latin1("José")]]), multipartType],
    ["half a character", Buffer.from("7b226e223a2293227d", "hex"), "application/json; charset=shift_jis"],
    ["an unknown charset", '{"nome":"José"}', "application/json; charset=ibm850"],
    ["no charset's name", '{"nome":"José"}', "application/json; charset=%"],
  ])("that nobody declares, or that it is not, parks %s", (_what, body, type) => {
    const message = refusal(body, type);
    expect(message).toMatch(/charset|UTF-8/);
    expect(message).not.toMatch(/Jos|Rua|ibm/);
  });

  test("that is declared gives any text back, in JSON, forms, parts and texts", () => {
    /** Every character that one byte stands for, of each charset. */
    const charsets = ["iso-8859-2", "iso-8859-15", "windows-1251", "windows-1252", "koi8-r", "macintosh"];
    const letters = new Map(
      charsets.map((charset) => [
        charset,
        Array.from({ length: 128 }, (_, index) => index + 128)
          .map((byte): [string, number] => [new TextDecoder(charset).decode(new Uint8Array([byte])), byte])
          .filter(([letter]) => letter !== "\ufffd"),
      ]),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...charsets),
        fc.array(fc.nat(500), { minLength: 1, maxLength: 20 }),
        (charset, picks) => {
          const known = letters.get(charset) ?? [];
          const picked = picks.map((pick) => known[pick % known.length] as [string, number]);
          const text = picked.map(([letter]) => letter).join("");
          const bytes = Buffer.from(picked.map(([, byte]) => byte));
          const around = (before: string, after: string) =>
            Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
          const escaped = [...bytes].map((byte) => `%${byte.toString(16)}`).join("");
          expect(read(around('{"n":"', '"}'), `application/json; charset=${charset}`)).toEqual({ n: text });
          expect(read(`n=${escaped}`, `${form}; charset=${charset}`)).toEqual({ n: text });
          expect(read(around("n=", ""), `${form}; charset=${charset}`)).toEqual({ n: text });
          expect(read(multipart([["n", bytes]]), `${multipartType}; charset=${charset}`)).toEqual({ n: text });
          expect(read(around("<n>", "</n>"), `text/xml; charset=${charset}`)).toBe(`<n>${text}</n>`);
        },
      ),
    );
  });

  test("that API Gateway could not read shows in the length that was sent, and is parked", () => {
    const body = Buffer.from('{"nome":"Jos\ufffd"}');
    const readWith = (length: number | undefined) =>
      readDeliveryBody(body, {
        "content-type": "application/json",
        "content-length": length && String(length),
      } as object);
    expect(faultOf(() => readWith(body.length - 2)).message).toMatch(/API Gateway/);
    for (const length of [body.length, undefined]) expect(readWith(length)).toEqual({ nome: "Jos\ufffd" });
  });
});

describe("a number", () => {
  test.each([
    ["820982911946154508", "820982911946154508"],
    ["-820982911946154508", "-820982911946154508"],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", "9007199254740992"],
    ["9007199254740993", "9007199254740993"],
    ["12345678901234567.89", "12345678901234567.89"],
    ["0.1234567890123456789", "0.1234567890123456789"],
    ["1e400", "1e400"],
    ["1e-400", "1e-400"],
    ["1e21", "1e21"],
    ["1.5e3", 1500],
    ["19.90", 19.9],
    ["1730930367.123", 1730930367.123],
    ["0.30000000000000004", 0.30000000000000004],
    ["100000000000000.00000", 100000000000000],
    ["-0.0", -0],
    ["0e10", 0],
  ])("%s of JSON is %j", (written, expected) => {
    expect(read(`{"a":{"b":[${written}]},"c":"${written}"}`)).toEqual({ a: { b: [expected] }, c: written });
  });

  test("of any size keeps its digits", () => {
    const digits = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String);
    fc.assert(
      fc.property(digits, fc.option(fc.nat(), { nil: undefined }), (whole, fraction) => {
        const written = fraction === undefined ? whole : `${whole}.${fraction}1`;
        const value = Object(read(`{"n":${written}}`)).n;
        if (fraction === undefined) expect(String(value)).toBe(written);
        else expect(Number(value)).toBe(Number(written));
      }),
    );
  });
});

describe("multipart/form-data", () => {
  test.each<[string, string | Uint8Array, unknown]>([
    [
      "a file is what it is, without its content",
      multipart([['foto"; filename="r g.png', "PNG…", ["Content-Type: image/png"]]]),
      { foto: { filename: "r g.png", type: "image/png", size: 6 } },
    ],
    [
      "lines end in LF alone",
      multipart(
        [
          ["a", "1\n2"],
          ["b", ""],
        ],
        "\n",
      ),
      { a: "1\n2", b: "" },
    ],
    [
      "a content has lines, and lines like the boundary",
      multipart([["a", `x\r\n--${boundary}x\r\n\r\n--\r\n`]]),
      { a: `x\r\n--${boundary}x\r\n\r\n--\r\n` },
    ],
    ["names have PHP's brackets", multipart([["q[3][nome]", "Ana"]]), { "q[3][nome]": "Ana" }],
    ["names are escaped", multipart([['a%22b\\"c', "1"]]), { 'a"b"c': "1" }],
    ["a name has no quotes", `--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--`, { a: "1" }],
    ["a content is in base64", multipart([["a", "Sm9zw6k=", ["Content-Transfer-Encoding: base64"]]]), { a: "José" }],
    [
      "a content is quoted",
      multipart([["a", "Jos=C3=A9", ["content-transfer-encoding: quoted-printable"]]]),
      { a: "José" },
    ],
    ["there is a line end before it", Buffer.concat([Buffer.from("\r\n"), multipart([["a", "1"]])]), { a: "1" }],
    ["there is something behind it", Buffer.concat([multipart([["a", "1"]]), Buffer.from("epilogue")]), { a: "1" }],
  ])("is read where %s", (_how, body, expected) => {
    expect(read(body, "application/json")).toEqual(expected);
  });

  test.each<[string, string | Uint8Array]>([
    ["is cut off", multipart([["a", "1"]]).subarray(0, -8)],
    ["is cut off within its headers", multipart([["a", "1"]]).subarray(0, 90)],
    ["has a part without a name", `--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n`],
    ["has another boundary at its end", `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--c--\r\n`],
  ])("is refused where it %s", (_how, body) => {
    expect(refusal(body, multipartType, "multipart")).toMatch(/not valid multipart/);
  });

  test("is read as the runtime itself writes it", async () => {
    const text = fc.string({ unit: "grapheme" }).map((given) => given.toWellFormed().replaceAll(/\r\n|\r|\n/g, "\r\n"));
    const name = fc.string({ minLength: 1 }).map((given) => given.replaceAll(/[\r\n"%\\]/g, "_"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, text), { minLength: 1, maxLength: 5 }), async (fields) => {
        const sent = new FormData();
        for (const [field, value] of fields) sent.append(field, value);
        const body = new Uint8Array(await new Response(sent).arrayBuffer());
        const expected = Object.fromEntries(
          fields
            .filter(([field]) => !["__proto__", "constructor", "prototype", "_charset_", "charset"].includes(field))
            .map(([field]) => [field, sent.getAll(field).length > 1 ? sent.getAll(field) : sent.get(field)]),
        );
        expect(read(body)).toEqual(expected);
      }),
    );
  });
});

test("a charset is one, however it is spelled: whoever writes it otherwise each time leaves nothing behind", () => {
  const name = "cseucpkdfmtjapanese";
  const spelled = (at: number) =>
    [...name].map((letter, index) => ((at >> index) & 1 ? letter.toUpperCase() : letter)).join("");
  const Own = globalThis.TextDecoder;
  let made = 0;
  globalThis.TextDecoder = class extends Own {
    constructor(...given: ConstructorParameters<typeof Own>) {
      super(...given);
      made += 1;
    }
  };
  try {
    for (let at = 0; at < 300; at += 1)
      expect(read("a=%A4%A2", `${form}; charset=${spelled(at)}`)).toEqual({ a: "あ" });
  } finally {
    globalThis.TextDecoder = Own;
  }
  expect(made).toBeLessThan(10);
});
