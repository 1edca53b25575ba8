// Every comparison of IF, Filter and Switch answers as n8n does, for values of every type and for one that is missing. Where n8n
// stops with an error, since a value is of another type than the condition says, nothing is asked of ours.
import { stripTypeScriptTypes } from "node:module";
import { expect, test } from "@jest/globals";
import { translateConditions } from "../../../cli/n8n/conditions/translate-conditions.ts";
import { compareAsN8n, compareAsN8nBefore } from "./support/n8n-comparison.ts";

const context = {
  isForm: false,
  scope: {
    item: { kind: "delivery", isForm: false },
    items: new Map(),
    names: new Set<string>(),
    onRead: () => undefined,
    onCompared: () => undefined,
  },
} as const;

/** As the file that an import writes asks it; undefined where it is left to people. */
const askOf = (parameters: Record<string, unknown>): ((body: unknown) => unknown) | undefined => {
  const code = translateConditions(parameters, context);
  if (code.kind === "not-carried") return undefined;
  return new Function(`return ${stripTypeScriptTypes(`(body: any) => Boolean(${code.text})`)}`)();
};

const answerOf = (ask: (body: unknown) => unknown, left: unknown): unknown => {
  try {
    return ask({ x: left });
  } catch {
    return "stops";
  }
};

const lefts = [
  ...[undefined, null, "", "a", "A", "abc", "true", "FALSE", "sim", "0", "1", "5", " "],
  ...[0, 1, 5, -1, 2.5, true, false, [], ["a"], [1, 2], {}, { a: 1 }],
];
const rights: Readonly<Record<string, readonly unknown[]>> = {
  string: ["a", "A", "", "abc", "5", "true"],
  number: [0, 1, 5, -2],
  boolean: [true, false],
  array: ["a", "A", 1, 0, 2],
  object: [1],
};
const operations: Readonly<Record<string, string>> = {
  string:
    "exists notExists empty notEmpty equals notEquals contains notContains startsWith notStartsWith endsWith notEndsWith regex notRegex",
  number: "exists notExists empty notEmpty equals notEquals gt lt gte lte",
  boolean: "exists notExists empty notEmpty true false equals notEquals",
  array:
    "exists notExists empty notEmpty contains notContains lengthEquals lengthNotEquals lengthGt lengthLt lengthGte lengthLte",
  object: "exists notExists empty notEmpty",
};

const cases = Object.entries(operations).flatMap(([type, names]) =>
  names.split(" ").map((operation): [string, string] => [type, operation]),
);

test.each(cases)("%s %s", (type, operation) => {
  const wrong: unknown[] = [];
  let asked = 0;
  for (const isStrict of [true, false])
    for (const isCaseSensitive of [true, false])
      for (const version of [1, 2, 3])
        for (const right of rights[type] ?? []) {
          const options = { caseSensitive: isCaseSensitive, typeValidation: isStrict ? "strict" : "loose", version };
          const condition = { leftValue: "={{ $json.body.x }}", rightValue: right, operator: { type, operation } };
          const ask = askOf({ conditions: { options, combinator: "and", conditions: [condition] } });
          for (const left of lefts) {
            const expected = compareAsN8n(left, right, { type, operation, isStrict, isCaseSensitive, version });
            if (expected === "stops" || !ask) continue;
            // n8n writes it as JSON and we do not, unless it is only asked whether it is there: the guide says so.
            if (type === "string" && typeof left === "object" && left !== null && !/mpty$|xists$/.test(operation))
              continue;
            asked++;
            const answered = answerOf(ask, left);
            if (answered !== expected)
              wrong.push([left, right, isStrict ? "strict" : "loose", isCaseSensitive, version, expected, answered]);
          }
        }
  expect(asked).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

const oldOperations: Readonly<Record<string, string>> = {
  string:
    "equal notEqual contains notContains startsWith notStartsWith endsWith notEndsWith regex notRegex isEmpty isNotEmpty",
  number: "equal notEqual larger largerEqual smaller smallerEqual isEmpty isNotEmpty",
  boolean: "equal notEqual",
};
const oldCases = Object.entries(oldOperations).flatMap(([type, names]) =>
  names.split(" ").map((operation): [string, string] => [type, operation]),
);

test.each(oldCases)("before: %s %s", (type, operation) => {
  const wrong: unknown[] = [];
  for (const value2 of rights[type] ?? []) {
    const ask = askOf({ conditions: { [type]: [{ value1: "={{ $json.body.x }}", operation, value2 }] } });
    for (const left of lefts) {
      const expected = compareAsN8nBefore(left, value2, operation);
      if (expected === "stops") continue;
      const answered = ask && answerOf(ask, left);
      if (answered !== expected) wrong.push([left, value2, expected, answered]);
    }
  }
  expect(wrong).toEqual([]);
});

test.each([
  [{ combinator: "or" }, {}, 1],
  [{ combinator: "and" }, {}, 0],
  [undefined, { combineOperation: "any" }, 1],
  [undefined, { combineOperation: "all" }, 0],
  [undefined, { combineConditions: "OR" }, 1],
  [undefined, { combineConditions: "AND" }, 0],
])("one of two: %j %j", (newer, older, expected) => {
  const ask = askOf(
    newer
      ? {
          conditions: {
            ...newer,
            options: { caseSensitive: true, typeValidation: "strict", version: 2 },
            conditions: ["a", "b"].map((rightValue) => ({
              ...{ leftValue: "={{ $json.body.x }}", rightValue },
              operator: { type: "string", operation: "equals" },
            })),
          },
        }
      : {
          ...older,
          conditions: { string: ["a", "b"].map((value2) => ({ value1: "={{ $json.body.x }}", value2 })) },
        },
  );
  expect(Number(ask?.({ x: "a" }))).toBe(expected);
});

test("what an export leaves out is what n8n takes it for", () => {
  const condition = {
    ...{ leftValue: "={{ $json.body.x }}", rightValue: "pago" },
    operator: { type: "string", operation: "equals" },
  };
  const asked = (more: object) => askOf({ conditions: { conditions: [condition], ...more } })?.({ x: "PAGO" });
  expect(asked({ combinator: "and", options: {} })).toBe(true);
  expect(asked({ combinator: "and" })).toBe(false);
  expect(asked({})).toBeUndefined();
});
