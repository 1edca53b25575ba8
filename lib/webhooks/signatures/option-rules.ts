// Says what a scheme's options may be, each by what is expected of it.
import { isProperties, own } from "../../core/value.ts";
import type { OptionRule } from "./scheme.ts";

export const oneOf =
  (...allowed: readonly string[]): OptionRule =>
  (value) =>
    typeof value === "string" && allowed.includes(value) ? undefined : `must be ${allowed.join(" or ")}`;

const matching =
  (pattern: RegExp, expected: string): OptionRule =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? undefined : `must be ${expected}`;

export const isText = matching(/^/, "a text");
export const isNonEmpty = matching(/./s, "a text that is not empty");
export const headerName = matching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "the name of a header");
export const queryName = matching(/^[^&=#\s]{1,100}$/, "the name of a query parameter");
export const propertyPath = matching(
  /^[^.]+(?:\.[^.]+)*$/,
  "the name of a property of the JSON body, such as token or data.token, or of a field of a form",
);

export const listOf =
  (rule: OptionRule): OptionRule =>
  (value) => {
    if (!Array.isArray(value) || value.length === 0) return "must be a list that is not empty";
    const problem = value.map(rule).find((each) => each !== undefined);
    return problem === undefined ? undefined : `has an entry that ${problem}`;
  };

export const isTrue: OptionRule = (value) => (value === true ? undefined : "must be true, or left out");

/** It must not be 0: that would refuse nearly every delivery, and with other libraries it means "no check". */
export const toleranceSeconds: OptionRule = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 ? undefined : "must be whole seconds, at least 1";

/** The value must be an object with these properties and no others. */
export const shape = (rules: Readonly<Record<string, OptionRule>>, required: readonly string[]): OptionRule => {
  const names = Object.keys(rules).map((name) => (required.includes(name) ? name : `${name}?`));
  const expected = `must be {${names.join(", ")}}`;
  return (value) => {
    if (!isProperties(value)) return expected;
    const isUnknown = Object.keys(value).some((name) => !Object.hasOwn(rules, name));
    if (isUnknown || required.some((name) => own(value, name) === undefined)) return expected;
    const problems = Object.entries(rules).flatMap(([name, rule]) => {
      const inner = own(value, name);
      const problem = inner === undefined ? undefined : rule(inner);
      return problem === undefined ? [] : [`${name} ${problem}`];
    });
    return problems.length === 0 ? undefined : `${expected}: ${problems.join("; ")}`;
  };
};
