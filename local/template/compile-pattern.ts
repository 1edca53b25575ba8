// Compiles EventBridge's patterns, as far as our rules use them; anything else is refused at the start, never silently unmatched.
import { isProperties } from "../../lib/core/value.ts";

export type EventTest = (event: unknown) => boolean;

type ValueTest = (value: unknown) => boolean;

const isScalar = (value: unknown): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);

/** An array in an event matches as soon as one of its elements does. */
const anyElement =
  (test: ValueTest): ValueTest =>
  (value) =>
    Array.isArray(value) ? value.some(test) : test(value);

const operators: Readonly<Record<string, (operand: unknown) => ValueTest | undefined>> = {
  prefix: (operand) =>
    typeof operand === "string"
      ? anyElement((value) => typeof value === "string" && value.startsWith(operand))
      : undefined,
  exists: (operand) =>
    typeof operand === "boolean" ? (value) => (value !== undefined && !isProperties(value)) === operand : undefined,
  "anything-but": (operand) => {
    const excluded = Array.isArray(operand) ? operand : [operand];
    return excluded.every(isScalar)
      ? anyElement((value) => value !== undefined && !excluded.includes(value))
      : undefined;
  },
};

const compileCondition = (condition: unknown, path: string): ValueTest => {
  if (isScalar(condition)) return anyElement((value) => value === condition);
  const [[operator = "", operand] = [], ...others] = isProperties(condition) ? Object.entries(condition) : [];
  const test = others.length === 0 ? operators[operator]?.(operand) : undefined;
  if (!test) throw new Error(`the pattern's ${path} has ${JSON.stringify(condition)}, which is not known here`);
  return test;
};

const compileField = (pattern: unknown, path: string): ValueTest => {
  if (isProperties(pattern)) return compileObject(pattern, path);
  if (!Array.isArray(pattern) || path.endsWith("$or"))
    throw new Error(`the pattern's ${path} must be an array of values, or an object`);
  const conditions = pattern.map((condition) => compileCondition(condition, path));
  return (value) => conditions.some((test) => test(value));
};

const compileObject = (pattern: Readonly<Record<string, unknown>>, path: string): ValueTest => {
  const fields = Object.entries(pattern).map(
    ([name, field]) => [name, compileField(field, path === "" ? name : `${path}.${name}`)] as const,
  );
  return (value) => fields.every(([name, test]) => test(isProperties(value) ? value[name] : undefined));
};

export const compilePattern = (pattern: Readonly<Record<string, unknown>>): EventTest => compileObject(pattern, "");
