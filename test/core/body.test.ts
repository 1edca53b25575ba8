// Bytes first: size, content type, strict UTF-8, then JSON; nothing of the body is ever quoted.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { limitBody, maxBodyBytes, parseJson, requireJson } from "../../lib/core/body.ts";
import { Fault } from "../../lib/core/faults.ts";
import { faultOf } from "./support/fault-of.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const isRefused = (contentType: string | undefined) => faultOf(() => requireJson(contentType)).code;

describe("the size of a body", () => {
  test("may be 256 KB and not one byte more", () => {
    expect(maxBodyBytes).toBe(262_144);
    expect(() => limitBody(new Uint8Array(262_144))).not.toThrow();
    expect(faultOf(() => limitBody(new Uint8Array(262_145)))).toMatchObject({
      code: "BODY_TOO_LARGE",
      kind: { status: 413, retryable: false },
      message: "the body is 262145 bytes; at most 262144 are accepted",
    });
  });

  test("is counted in bytes, not in characters", () => {
    expect(faultOf(() => limitBody(bytes("é".repeat(131_073)))).code).toBe("BODY_TOO_LARGE");
    expect(() => limitBody(bytes("é".repeat(131_072)))).not.toThrow();
  });
});

describe("the content type", () => {
  test.each([
    ["application/json"],
    ["Application/JSON"],
    ["application/json; charset=utf-8"],
    ["application/json;charset=UTF-8"],
    ['application/json; charset="utf-8"'],
    ["application/cloudevents+json"],
    ["application/vnd.api+json; charset=utf-8"],
    ["text/json"],
  ])("may be %s", (contentType) => {
    expect(() => requireJson(contentType)).not.toThrow();
  });

  test.each([
    [undefined],
    [""],
    ["text/plain"],
    ["text/html"],
    ["application/x-www-form-urlencoded"],
    ["multipart/form-data; boundary=x"],
    ["application/jsonp"],
    ["application/xml+jsonx"],
    ["xapplication/json"],
    ["application/json, text/html"],
    ["application/json; charset=iso-8859-1"],
    ["application/json; charset=utf-16"],
    ["text/plain; application/json"],
  ])("is refused as %s", (contentType) => {
    expect(isRefused(contentType)).toBe("CONTENT_TYPE_UNSUPPORTED");
  });

  test("is not quoted when it is refused", () => {
    expect(faultOf(() => requireJson("canary/secret")).message).not.toContain("canary");
  });
});

describe("a body", () => {
  test.each([
    ['{"a":1}', { a: 1 }],
    [' \n{"a":1}\n', { a: 1 }],
    ['\ufeff{"a":1}', { a: 1 }],
    ['{"cidade":"São Paulo 🙂"}', { cidade: "São Paulo 🙂" }],
    ["[]", []],
    ["null", null],
    ["0", 0],
    ['""', ""],
  ])("that is JSON is read: %j", (text, value) => {
    expect(parseJson(bytes(text))).toStrictEqual(value);
  });

  test("that is empty is missing", () => {
    expect(faultOf(() => parseJson(new Uint8Array(0)))).toMatchObject({ code: "BODY_MISSING", kind: { status: 400 } });
  });

  test.each([
    ["{"],
    ["{'a':1}"],
    ['{"a":1,}'],
    ['{"a":1}{"b":2}'],
    ["undefined"],
    ["NaN"],
    ["a=b"],
    [" "],
    ["\ufeff"],
    ["\ufeff\ufeff{}"],
  ])("that is no JSON is refused: %j", (text) => {
    expect(faultOf(() => parseJson(bytes(text)))).toMatchObject({ code: "BODY_MALFORMED", kind: { status: 400 } });
  });

  test.each([
    ["a lone byte of Latin-1", [0x22, 0xe9, 0x22]],
    ["a character cut in half", [0x22, 0xc3, 0x22]],
    ["an overlong slash", [0x22, 0xc0, 0xaf, 0x22]],
    ["half a surrogate pair", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["a code point too high", [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ["UTF-16 with its mark", [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])("that is no UTF-8 is refused rather than repaired: %s", (_case, sequence) => {
    const fault = faultOf(() => parseJson(Uint8Array.from(sequence)));
    expect(fault.code).toBe("BODY_MALFORMED");
    expect(fault.message).toContain("UTF-8");
    expect(fault.message).not.toContain("JSON");
  });

  test("is not called UTF-8 where it may have been something else before it came", () => {
    expect(faultOf(() => parseJson(bytes('{"a": \ufffd}'))).message).toMatch(/or was not UTF-8/);
    expect(faultOf(() => parseJson(bytes('{"a": }'))).message).toBe("the body is UTF-8 but not valid JSON");
  });

  test("keeps __proto__ as a property, so that the parser behind it can refuse it", () => {
    const value = parseJson(bytes('{"__proto__":{"polluted":true}}'));
    expect(Object.keys(value as object)).toStrictEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test("that is malformed is never quoted, neither in the message nor in a cause", () => {
    for (const text of ['{"phone":"5511987654321"', "5511987654321x", "canary-secret", '{"a":canary-secret}']) {
      const fault = faultOf(() => parseJson(bytes(text)));
      expect(fault.code).toBe("BODY_MALFORMED");
      expect(`${fault.message} ${String(fault.cause)} ${JSON.stringify(fault.logged)}`).not.toMatch(/5511|canary/);
    }
  });

  test("of any bytes at all is a value or a Fault", () => {
    const faulty = { count: 0 };
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (body) => {
        try {
          expect(parseJson(body)).not.toBeUndefined();
        } catch (error) {
          faulty.count += 1;
          expect(error).toBeInstanceOf(Fault);
        }
      }),
    );
    expect(faulty.count).toBeGreaterThan(0);
  });

  test("of any JSON value comes back equal", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(bytes(text))).toStrictEqual(JSON.parse(text));
      }),
    );
  });
});
