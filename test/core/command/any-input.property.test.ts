// Whatever arrives is answered: with a command or with what is wrong about it, and never with a piece of it.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseJson } from "../../../lib/core/body.ts";
import { anyInput, anyValue, fromEntries, knownProperties } from "../support/any-input.ts";
import { parse, saoPaulo } from "../support/parse.ts";
import { plausibleCommand } from "../support/plausible-commands.ts";

describe("any input at all", () => {
  test("is a command or a list of issues, never an exception", () => {
    const refusals = { count: 0 };
    fc.assert(
      fc.property(anyInput, fc.constantFrom(saoPaulo, "America/New_York", "Pacific/Apia"), (input, timeZone) => {
        const answer = parse(input, timeZone);
        if (answer.ok) {
          expect(answer.command.sessionId).toMatch(/^[A-Za-z0-9-]{1,64}$/);
          return;
        }
        refusals.count += 1;
        expect(answer.issues.length).toBeGreaterThan(0);
        const malformed = answer.issues.filter(
          ({ path, code, message }) => typeof path !== "string" || !/^[A-Z_]+$/.test(code) || message === "",
        );
        expect(malformed).toStrictEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(refusals.count).toBeGreaterThan(0);
  });

  test("in the place of one part of a good command is answered, too", () => {
    const answers = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(plausibleCommand, fc.constantFrom(...knownProperties), anyValue, (command, property, value) => {
        answers[parse({ ...command, [property]: value }).ok ? "accepted" : "refused"] += 1;
      }),
      { numRuns: 500 },
    );
    expect(answers.accepted).toBeGreaterThan(0);
    expect(answers.refused).toBeGreaterThan(0);
  });

  test("as JSON text behaves as the same value does", () => {
    fc.assert(
      fc.property(plausibleCommand, (command) => {
        const text = JSON.stringify(command);
        expect(parse(parseJson(new TextEncoder().encode(text)))).toStrictEqual(parse(JSON.parse(text)));
      }),
    );
  });
});

/** Values that would be recognised in any message, and what would give them away. */
const canaries: readonly [unknown, RegExp][] = [
  ["canary", /canary/i],
  [`${"canary ".repeat(40)}`, /canary/i],
  ["canary@example.com", /canary/i],
  ["ca11a12d-0000-4000-8000-00000ca11a12", /ca11a12/i],
  ["1987-02-31 10:00", /1987/],
  ["1987-02-31T10:00:00Z", /1987/],
  ["+55 11 98765-4321", /98765/],
  [5511987654321, /55119/],
  [-5511987654.321, /55119/],
  [5511987654321n, /55119/],
];
const recognised = new RegExp(canaries.map(([, pattern]) => pattern.source).join("|"), "i");

const canary = fc.constantFrom(...canaries.map(([value]) => value));
const planted: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: canary, weight: 4 },
  fc.array(canary, { minLength: 1, maxLength: 3 }),
  fc.dictionary(fc.constantFrom("a", "key", "value", "category", "status", "userId", "other"), canary, { minKeys: 1 }),
  fc.array(fc.record({ key: canary, value: canary }), { minLength: 1, maxLength: 3 }),
  fc.record({ stopBotInExecution: canary, amount: canary, description: canary, lastMessageIn: canary }),
);

test("no issue shows anything of the values it is about", () => {
  const seen = { issues: 0 };
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom<string>(...knownProperties, "unknown", "__proto__"), planted, { minKeys: 1 }),
      fc.constantFrom("update", "complete", "transfer", "note", "message", undefined),
      (values, command) => {
        const answer = parse({ ...values, ...(command && { command }) });
        if (answer.ok) return;
        seen.issues += answer.issues.length;
        const leaks = answer.issues.filter(({ path, message }) => recognised.test(`${path} ${message}`));
        expect(leaks).toStrictEqual([]);
      },
    ),
    { numRuns: 500 },
  );
  expect(seen.issues).toBeGreaterThan(300);
});

describe("a property we do not know", () => {
  const unknownKey = fc
    .oneof(
      fc.constantFrom("__proto__", "constructor", "prototype", "toString", "Status", "sessionID", "end_at", ""),
      fc.string(),
    )
    .filter((key) => !(knownProperties as readonly string[]).includes(key));
  const unknownValue = anyValue.filter((value) => value !== undefined);

  test("is always reported beside a command's own", () => {
    fc.assert(
      fc.property(plausibleCommand, unknownKey, unknownValue, (command, key, value) => {
        const answer = parse(fromEntries([...Object.entries(command), [key, value]]));
        const reported = answer.ok ? [] : answer.issues.filter(({ code }) => code === "PROPERTY_UNKNOWN");
        expect(reported).toHaveLength(1);
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ["options", { sessionId: "a", status: "PENDING" }, { stopBotInExecution: true }],
    ["classification", { sessionId: "a" }, { category: "WON" }],
    ["expect", { sessionId: "a", status: "PENDING" }, { status: "PENDING" }],
  ])("is always reported inside %s", (property, command, part) => {
    const foreign = unknownKey.filter(
      (key) => !["stopBotInExecution", "category", "description", "amount", "lastMessageIn"].includes(key),
    );
    expect(parse({ ...command, [property]: part }).ok).toBe(true);
    fc.assert(
      fc.property(foreign, unknownValue, (key, value) => {
        const answer = parse({ ...command, [property]: fromEntries([...Object.entries(part), [key, value]]) });
        expect(answer.ok ? [] : answer.issues.map(({ code }) => code)).toStrictEqual(["PROPERTY_UNKNOWN"]);
      }),
    );
  });
});
