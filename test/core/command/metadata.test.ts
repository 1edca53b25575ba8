// Metadata is an object of texts, also when n8n sends it as a list of pairs.
import { describe, expect, test } from "@jest/globals";
import { accepted, acceptedUpdate, problems, refused, refusedUpdate, sessionId } from "../support/parse.ts";

describe("metadata", () => {
  test.each([
    ["an object", { origin: "crm", plan: "gold" }, { origin: "crm", plan: "gold" }],
    [
      "n8n's list",
      [
        { key: "origin", value: "crm" },
        { key: "plan", value: "gold" },
      ],
      { origin: "crm", plan: "gold" },
    ],
    ["numbers", { count: 42, price: 19.9, zero: 0, below: -3 }, { count: "42", price: "19.9", zero: "0", below: "-3" }],
    ["booleans", { vip: true, blocked: false }, { vip: "true", blocked: "false" }],
    [
      "numbers and booleans in a list",
      [
        { key: "vip", value: true },
        { key: "n", value: 7 },
      ],
      { vip: "true", n: "7" },
    ],
    ["the largest exact integer", { n: Number.MAX_SAFE_INTEGER }, { n: "9007199254740991" }],
    ["digits kept as text", { n: "00012345678901234567890" }, { n: "00012345678901234567890" }],
    ["accents and emoji", { cidade: "São Paulo 🙂" }, { cidade: "São Paulo 🙂" }],
    ["names every object has", { toString: "a", hasOwnProperty: "b" }, { toString: "a", hasOwnProperty: "b" }],
  ])("may be %s", (_case, metadata, kept) => {
    expect(acceptedUpdate({ metadata })).toStrictEqual({
      command: "update",
      sessionId,
      metadata: kept,
      fields: ["Metadata"],
    });
    expect(accepted({ command: "complete", sessionId, metadata })).toMatchObject({ metadata: kept });
  });

  test.each([
    [{ a: {} }, ["metadata.a TYPE_INVALID"]],
    [{ a: { b: "c" } }, ["metadata.a TYPE_INVALID"]],
    [{ a: [] }, ["metadata.a TYPE_INVALID"]],
    [{ a: ["b"] }, ["metadata.a TYPE_INVALID"]],
    [{ a: null }, ["metadata.a TYPE_INVALID"]],
    [{ good: "x", a: null, b: [1] }, ["metadata.a TYPE_INVALID", "metadata.b TYPE_INVALID"]],
    [[{ key: "a", value: { b: "c" } }], ["metadata.0 TYPE_INVALID"]],
    [[{ key: "a" }], ["metadata.0 TYPE_INVALID"]],
    [{ a: 9_007_199_254_740_992 }, ["metadata.a TYPE_INVALID"]],
    [{ a: -9_007_199_254_740_992 }, ["metadata.a TYPE_INVALID"]],
    [{ a: 1e300 }, ["metadata.a TYPE_INVALID"]],
    [{ a: Number.NaN }, ["metadata.a TYPE_INVALID"]],
    [{ a: Number.POSITIVE_INFINITY }, ["metadata.a TYPE_INVALID"]],
    [{ a: 10n }, ["metadata.a TYPE_INVALID"]],
  ])("refuses a value that is nested or not exact (case %#)", (metadata, expected) => {
    expect(problems(refusedUpdate({ metadata }))).toStrictEqual(expected);
    expect(problems(refused({ command: "complete", sessionId, metadata }))).toStrictEqual(expected);
  });

  test.each([["__proto__"], ["constructor"], ["prototype"]])("refuses the reserved key %s", (key) => {
    const pollution = JSON.parse(`{"${key}":{"polluted":"yes"}}`);
    expect(problems(refusedUpdate({ metadata: pollution }))).toStrictEqual([`metadata.${key} KEY_REFUSED`]);
    const text = JSON.parse(`{"good":"x","${key}":"yes"}`);
    expect(problems(refusedUpdate({ metadata: text }))).toStrictEqual([`metadata.${key} KEY_REFUSED`]);
    expect(problems(refusedUpdate({ metadata: [{ key, value: "yes" }] }))).toStrictEqual(["metadata.0 KEY_REFUSED"]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("refuses a key given twice, wherever it stands", () => {
    const metadata = [
      { key: "a", value: "1" },
      { key: "b", value: "2" },
      { key: "a", value: "1" },
    ];
    expect(problems(refusedUpdate({ metadata }))).toStrictEqual(["metadata.2 KEY_REFUSED"]);
  });

  test("tells keys apart by letter case", () => {
    const metadata = [
      { key: "a", value: "1" },
      { key: "A", value: "2" },
    ];
    expect(acceptedUpdate({ metadata })).toMatchObject({ metadata: { a: "1", A: "2" } });
  });

  test.each([
    [[{ key: "", value: "x" }], "metadata.0 KEY_REFUSED"],
    [[{ key: "  ", value: "x" }], "metadata.0 KEY_REFUSED"],
    [[{ key: 7, value: "x" }], "metadata.0 KEY_REFUSED"],
    [[{ value: "x" }], "metadata.0 KEY_REFUSED"],
    [[{ key: "a", value: "x", type: "text" }], "metadata.0.type PROPERTY_UNKNOWN"],
    [["a"], "metadata.0 TYPE_INVALID"],
    [[["a", "b"]], "metadata.0 TYPE_INVALID"],
    [[null], "metadata.0 TYPE_INVALID"],
    [{ " ": "x" }, "metadata.? KEY_REFUSED"],
    ["a=b", "metadata TYPE_INVALID"],
    [7, "metadata TYPE_INVALID"],
    [true, "metadata TYPE_INVALID"],
    [new Map([["a", "b"]]), "metadata TYPE_INVALID"],
  ])("refuses what is neither an object nor a list of {key, value}: %j", (metadata, problem) => {
    expect(problems(refusedUpdate({ metadata }))).toStrictEqual([problem]);
  });

  test("names the place of a problem without showing a key that could be personal", () => {
    const [issue] = refusedUpdate({ metadata: { "5511987654321": null } });
    expect(issue?.path).toBe("metadata.?");
    expect(issue?.message).not.toContain("5511");
  });

  test("is refused as a whole when one entry is wrong", () => {
    expect(problems(refusedUpdate({ metadata: { good: "x", bad: null } }))).toStrictEqual([
      "metadata.bad TYPE_INVALID",
    ]);
  });
});
