// Works out what most expressions are, a path of names or a fixed value, without JSONata: in microseconds, and never longer than the payload is.
import type { Delivery } from "../sources/sources.ts";

type Evaluated = (delivery: Delivery) => unknown;

const name = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const quoted = /"[^"\\]*"|'[^'\\]*'|`[^`]*`/.source;
const step = `${name}|${quoted}`;
const path = new RegExp(String.raw`^(?:${name})(?:\.(?:${step}))*$`, "u");
const steps = new RegExp(step, "gu");
/** JSONata reads these as something else than a name. */
const words = new Set(["and", "or", "in", "true", "false", "null", "function", "λ"]);

const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const text = /^(?:'([^'\\]*)'|"([^"\\]*)")$/;
const number = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;

/** A list, also one in a list, is looked through: JSONata answers what it finds there as one list. */
const lookedUp = (input: unknown, key: string): unknown => {
  if (Array.isArray(input))
    return input.flatMap((item) => {
      const found = lookedUp(item, key);
      return found === undefined ? [] : found;
    });
  return typeof input === "object" && input !== null && Object.hasOwn(input, key)
    ? (input as Record<string, unknown>)[key]
    : undefined;
};

/** JSONata's lists of what was found are none where one thing was found. */
const unlisted = (found: readonly unknown[]): unknown => (found.length > 1 ? found : found[0]);

const foundIn = (item: unknown, key: string): unknown => {
  const found = lookedUp(item, key);
  return Array.isArray(item) ? unlisted(found as unknown[]) : found;
};

const along = (names: readonly string[], delivery: Delivery): unknown => {
  let items: readonly unknown[] = [delivery];
  for (const [index, key] of names.entries()) {
    const found = items.map((item) => foundIn(item, key)).filter((value) => value !== undefined);
    // What only one of them has is answered as it is, also a list of one, or of none.
    if (index === names.length - 1 && found.length === 1) return found[0];
    items = found.flat();
  }
  return unlisted(items);
};

const compile = (expression: string): Evaluated | undefined => {
  const written = expression.trim();
  if (Object.hasOwn(constants, written)) return () => constants[written];
  const [whole, single, double] = text.exec(written) ?? [];
  if (whole !== undefined) return () => single ?? double;
  if (number.test(written)) return () => Number(written);
  if (!path.test(written)) return undefined;
  const found = written.match(steps) ?? [];
  if (found.some((each) => words.has(each))) return undefined;
  const names = found.map((each) => (/^["'`]/.test(each) ? each.slice(1, -1) : each));
  return (delivery) => along(names, delivery);
};

const compiled = new Map<string, Evaluated | undefined>();

/** Undefined for an expression that is more than a path of names or a fixed value. */
export const plainExpression = (expression: string): Evaluated | undefined => {
  if (!compiled.has(expression)) compiled.set(expression, compile(expression));
  return compiled.get(expression);
};
