// How deep a value may be nested is known before it is read, and is the same for texts and for values.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cutDeep, deepestJson, isTextTooDeep, isTooDeep } from "../../lib/core/json-depth.ts";
import { JsonTooDeep, readJson } from "../../lib/core/read-json.ts";

/** Lists and objects around a value, as many as there are letters. */
const nested = (kinds: string, inner: unknown): unknown =>
  [...kinds].reduce((value, kind) => (kind === "[" ? [1, value, "]"] : { "]}": "{", a: value }), inner);

const kinds = fc.string({ unit: fc.constantFrom("[", "{"), minLength: 90, maxLength: 110 });
const inner = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.string(), fc.constantFrom('"', '\\"[[', "\\", [], {}));

test("a text is too deep exactly when its value is, whatever stands in its texts", () => {
  fc.assert(
    fc.property(kinds, inner, fc.constantFrom(0, 2), (around, value, spaces) => {
      const whole = nested(around, value);
      const text = JSON.stringify(whole, null, spaces);
      expect(isTextTooDeep(text)).toBe(isTooDeep(whole));
      if (isTooDeep(whole)) expect(() => readJson(text)).toThrow(JsonTooDeep);
      else expect(readJson(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 200 },
  );
});

test.each(["[", "{"])("the hundredth level of %s may be there, the next one may not", (kind) => {
  expect(isTooDeep(nested(kind.repeat(deepestJson), 1))).toBe(false);
  expect(isTooDeep(nested(kind.repeat(deepestJson + 1), 1))).toBe(true);
});

describe("what is too deep is cut, so that it can be walked, and written", () => {
  test("and is too deep by one level still", () => {
    const cut = cutDeep(JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`));
    expect(JSON.stringify(cut)).toBe(`${"[".repeat(deepestJson)}{}${"]".repeat(deepestJson)}`);
    expect(isTooDeep(cut)).toBe(true);
  });

  test("and nothing else is touched", () => {
    const value = nested("[".repeat(deepestJson), "x");
    expect(cutDeep(value)).toBe(value);
  });
});

test("a value that has itself in it, or one thing many times, is looked at no longer than another", () => {
  const round: Record<string, unknown> = {};
  round.self = round;
  expect(isTooDeep(round)).toBe(true);
  let doubled: unknown = {};
  for (let level = 1; level < deepestJson; level += 1) doubled = [doubled, doubled];
  expect(isTooDeep(doubled)).toBe(false);
});
