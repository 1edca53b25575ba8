// Our own commands are read strictly: JSON keeps the last of two equal keys, and the first would be dropped in silence.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseStrictJson } from "../../lib/core/body.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a body of ours", () => {
  test.each([
    '{"status":"PENDING","status":"COMPLETED"}',
    '{"metadata":{"a":"1","a" : "2"}}',
    '[{"sessionId":"x","text":"y","sessionId":"z"}]',
    '{"a":{"b":1},"a":{"c":2}}',
    String.raw`{"a":1,"\u0061":2}`,
  ])("is refused when a property stands twice in one object: %s", (text) => {
    expect(() => parseStrictJson(bytes(text))).toThrow(expect.objectContaining({ code: "BODY_MALFORMED" }));
  });

  test.each(['{"a":"\\"b\\":1","c":":","d":["a","a"],"e":{"a":1},"a:":2}', '"x:"', "[]", '{"":{"":1}}'])(
    "may hold colons, quotes and equal keys in different objects: %s",
    (text) => {
      expect(parseStrictJson(bytes(text))).toEqual(JSON.parse(text));
    },
  );

  test("of any shape without a repeated key is read as JSON reads it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.boolean(), (value, isSpaced) => {
        const text = JSON.stringify(value, null, isSpaced ? 2 : 0);
        fc.pre(!text.includes('"__proto__"'));
        expect(parseStrictJson(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test("that is nested too deep to be walked is refused before it is read", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(() => parseStrictJson(bytes(deep))).toThrow(
      expect.objectContaining({ code: "BODY_MALFORMED", message: "the body is nested deeper than 100 levels" }),
    );
  });

  test("that holds one long text is read all the same", () => {
    const long = JSON.stringify({ text: '\\"'.repeat(60_000) });
    expect(parseStrictJson(bytes(long))).toEqual(JSON.parse(long));
  });
});
