// A verified body becomes something a mapping can work with, whatever its sender calls it.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Fault } from "../../../lib/core/faults.ts";
import { readDeliveryBody } from "../../../lib/webhooks/mapping/delivery-body.ts";
import { faultOf } from "../../core/support/fault-of.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, type?: string) => readDeliveryBody(bytes(text), type);

describe("the body of a delivery", () => {
  test.each([
    ["application/json", '{"a": 1}', { a: 1 }],
    ["application/json; charset=utf-8", '{"a": 1}', { a: 1 }],
    ["application/vnd.crm+json", "[1]", [1]],
    ["text/plain", ' {"a": 1}', { a: 1 }],
    [undefined, '{"a": 1}', { a: 1 }],
    ["application/json", '\u{feff}{"a": "São Paulo 🏙"}', { a: "São Paulo 🏙" }],
    ["application/json", '{"a":\r\n1}\r\n', { a: 1 }],
    ["application/x-www-form-urlencoded", "a=1&b=S%C3%A3o+Paulo&a=2", { a: ["1", "2"], b: "São Paulo" }],
    ["application/xml", "<a>1</a>", "<a>1</a>"],
    ["application/json", "", undefined],
    [undefined, "", undefined],
  ])("of type %s, %j, is %j", (type, text, expected) => {
    expect(read(text, type)).toEqual(expected);
  });

  test("has no key that reaches into what every object has", () => {
    const body = read('{"__proto__": {"x": 1}, "a": [{"constructor": 2, "prototype": 3, "b": 4}]}', "application/json");
    expect(Object.keys(Object(body))).toEqual(["a"]);
    expect(body).toEqual({ a: [{ b: 4 }] });
    expect(read("__proto__=1&a=2", "application/x-www-form-urlencoded")).toEqual({ a: "2" });
  });

  test.each([
    ["{", "application/json"],
    ["nonsense", "application/json"],
    ["[".repeat(200_000), "application/json"],
    [`${"[".repeat(101)}${"]".repeat(101)}`, "application/json"],
  ])("is refused as DELIVERY_NOT_MAPPED when it cannot be read, without quoting it", (text, type) => {
    const fault = faultOf(() => read(text, type));
    expect(fault.code).toBe("DELIVERY_NOT_MAPPED");
    expect(fault.message).not.toContain(text.slice(0, 8).repeat(2));
  });

  test("is refused when it is not UTF-8", () => {
    expect(faultOf(() => readDeliveryBody(Buffer.from([0x7b, 0xe9, 0x7d]), "application/json")).message).toMatch(
      /UTF-8/,
    );
  });

  test("with one field again and again is read in a moment, not in minutes", () => {
    const startedMs = performance.now();
    expect(Object(read("a&".repeat(10_000), "application/x-www-form-urlencoded")).a).toHaveLength(10_000);
    faultOf(() => read("a&".repeat(128 * 1024), "application/x-www-form-urlencoded"));
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  test("with longer lists than any sender's is refused: what a mapping does with one may grow with its square", () => {
    const listOf = (length: number) => JSON.stringify({ a: [Array.from({ length }, () => 1)] });
    expect(Object(read(listOf(10_000), "application/json")).a[0]).toHaveLength(10_000);
    expect(faultOf(() => read(listOf(10_001), "application/json")).message).toMatch(/more than 10000 entries/);
  });

  test("never throws anything but a Fault", () => {
    const type = fc.option(fc.constantFrom("application/json", "text/plain", "application/x-www-form-urlencoded", ";"));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), type, (anything, contentType) => {
        try {
          readDeliveryBody(anything, contentType ?? undefined);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
    );
  });
});
