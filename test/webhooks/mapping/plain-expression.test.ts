// What is worked out without JSONata is what JSONata makes of it, whatever the sender sends.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import jsonata from "jsonata";
import { plainExpression } from "../../../lib/webhooks/mapping/plain-expression.ts";
import type { Delivery } from "../../../lib/webhooks/sources/sources.ts";

const deliveryWith = (body: unknown): Delivery => ({
  ...{ source: "crm", method: "POST", headers: { "x-kind": "paid" }, query: {}, body },
  ...{ receivedAt: "2026-11-30T18:00:00.000Z", lookup: {} },
});

/** Without what marks JSONata's own lists. */
const asJson = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

const names = ["a", "b", "in_", "preço", "x-kind", "constructor", "0"];
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, "", "x", 7.5),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie("any"), { maxKeys: 3 }),
  ),
})).any;

const written = (name: string): fc.Arbitrary<string> => {
  const quoted = fc.constantFrom(`"${name}"`, `'${name}'`, `\`${name}\``);
  return /^[\p{L}_]+$/u.test(name) ? fc.oneof(fc.constant(name), quoted) : quoted;
};
const path = fc
  .array(fc.constantFrom(...names).chain(written), { maxLength: 4 })
  .map((steps) => ["body", ...steps].join("."));

test("a path of names finds what JSONata finds", async () => {
  await fc.assert(
    fc.asyncProperty(path, value, async (expression, body) => {
      const plain = plainExpression(expression);
      if (!plain) throw new Error(`${expression} is not plain`);
      const delivery = deliveryWith(body);
      expect(plain(delivery)).toEqual(asJson(await jsonata(expression).evaluate(delivery)));
    }),
    {
      numRuns: 500,
      examples: [
        ['body."b"', [{ b: [] }, null]],
        ['body."b"', [[[{ b: [[1]] }]], { b: 2 }]],
        ['body."b"', [[{ b: [] }], { b: [3] }]],
      ],
    },
  );
});

const fixed = fc.constantFrom("true", "false", "null", "''", "'x'", '"true"', "0", "-5", "7.5", "12.50", "0.1");
const operand = fc.oneof(fixed, path);
/** Every mixture of what is joined, with and without parentheses; of what compares two paths only JSONata knows the answer. */
const joined = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    operand,
    fc
      .tuple(tie("any"), fc.constantFrom("&", "=", "!=", " and ", " or ", " = ", "\n!=\t"), tie("any"))
      .map((parts) => parts.join("")),
    tie("any").map((inner) => `( ${inner})`),
  ),
})).any as fc.Arbitrary<string>;
const numeric = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
  fc.constantFrom(0.1 + 0.2, 1e21, 5e-324),
);

test("what is joined and compared is what JSONata makes of it", async () => {
  let plainOnes = 0;
  await fc.assert(
    fc.asyncProperty(
      joined,
      fc.oneof(value, fc.dictionary(fc.constantFrom(...names), numeric)),
      async (expression, body) => {
        const plain = plainExpression(expression);
        if (!plain) return;
        plainOnes += 1;
        const delivery = deliveryWith(body);
        expect(plain(delivery)).toEqual(asJson(await jsonata(expression).evaluate(delivery)));
      },
    ),
    {
      numRuns: 2_000,
      examples: [
        ["body.a&body.b = '11' or body.a!=1", { a: 1, b: 1 }],
        ["body.a != 'x'", {}],
        ["body.a = 'x' or true and false", { a: "y" }],
        ["body.a & body", { a: 0.1 + 0.2, b: [0.1 + 0.2] }],
        ["'a' = 'a' = true", {}],
      ],
    },
  );
  expect(plainOnes).toBeGreaterThan(500);
});

test.each([
  ...[
    "body.a = 1",
    "body.a & 'x'",
    "(body.a)",
    "body.a='x'and body.b='y'",
    "headers.'x-kind' = 'paid' and body.a != null",
  ],
  ...["true", "false", "null", "''", "'a text'", '"other"', " 'spaces' ", "0", "-5", "12.50", "123456789012345"],
  ...["body", "headers", 'headers."x-kind"', "nothing.at.all", "body.a.b.c"],
])("%s is what JSONata says", async (expression) => {
  const plain = plainExpression(expression);
  if (!plain) throw new Error(`${expression} is not plain`);
  const delivery = deliveryWith({ a: [{ b: [[{ c: 1 }, { c: [2] }]] }, { b: { c: null } }] });
  expect(plain(delivery)).toEqual(asJson(await jsonata(expression).evaluate(delivery)));
});

test.each([
  ...[
    "body.a[0]",
    "body.a = body.b",
    "body.a > 1",
    "body.a = 'x' and body.b",
    "body.a = 'x' ? 1 : 2",
    "body.a & ",
    "(body.a",
    "body.a 'x'",
    "body.a -5",
    "(body.a).b",
    "body.a in 'x'",
    "$sum(body.a)",
    "body.*",
    "body.a.b^(c)",
    "body . a",
    "in.a",
    "body.and",
  ],
  ...["'it\\'s'", '"\\u0041"', "1e3", "1234567890123456", "body.true", "()", "", "[1]", "{}", "/x/", "?", "body.a[]"],
])("%s is left to JSONata", (expression) => {
  expect(plainExpression(expression)).toBeUndefined();
});
