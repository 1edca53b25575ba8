// Works out what most expressions are, paths of names and fixed values, joined and compared, without JSONata: in microseconds, and hardly ever longer than the payload is.
import type { Delivery } from "../sources/sources.ts";
import { type PlainToken, plainTokens } from "./plain-tokens.ts";

type Evaluated = (delivery: Delivery) => unknown;

interface Part {
  readonly evaluate: Evaluated;
  /** Neither a list nor an object, nor nothing: a path alone may find any of them. */
  readonly isScalar: boolean;
}

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

/** What no number of 15 digits says exactly, JSONata rounds to them. */
const rounded = (_name: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(15)) : value;

const textOf = (value: unknown): string => {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value, rounded);
};

interface Operator {
  readonly strength: number;
  /** Undefined where what it does depends on more than we look at. */
  join(left: Part, right: Part): Evaluated | undefined;
}

/** Lists and objects are compared by JSONata, by all that is in them. */
const areComparable = (left: Part, right: Part): boolean => left.isScalar || right.isScalar;
const areBothScalar = (left: Part, right: Part): boolean => left.isScalar && right.isScalar;

/** The stronger one holds its parts together; equals are worked out from the left. */
const operators: Readonly<Record<string, Operator>> = {
  "&": {
    strength: 4,
    join: (left, right) => (delivery) => textOf(left.evaluate(delivery)) + textOf(right.evaluate(delivery)),
  },
  "=": {
    strength: 3,
    join: (left, right) =>
      areComparable(left, right) ? (delivery) => left.evaluate(delivery) === right.evaluate(delivery) : undefined,
  },
  "!=": {
    strength: 3,
    join: (left, right) => {
      if (!areComparable(left, right)) return undefined;
      return (delivery) => {
        const [one, other] = [left.evaluate(delivery), right.evaluate(delivery)];
        // To JSONata what is not there is neither the same as anything nor different from it.
        return one !== undefined && other !== undefined && one !== other;
      };
    },
  },
  and: {
    strength: 2,
    join: (left, right) =>
      areBothScalar(left, right)
        ? (delivery) => Boolean(left.evaluate(delivery)) && Boolean(right.evaluate(delivery))
        : undefined,
  },
  or: {
    strength: 1,
    join: (left, right) =>
      areBothScalar(left, right)
        ? (delivery) => Boolean(left.evaluate(delivery)) || Boolean(right.evaluate(delivery))
        : undefined,
  },
};

const operatorAt = ({ kind, text }: PlainToken): Operator | undefined =>
  kind === "operator" && Object.hasOwn(operators, text) ? operators[text] : undefined;

/** Takes what it reads from the front of the list. Undefined for what only JSONata knows. */
const readOperand = (left: PlainToken[]): Part | undefined => {
  const token = left.shift();
  if (token?.kind === "fixed") return { evaluate: () => token.value, isScalar: true };
  if (token?.kind === "path") return { evaluate: (delivery) => along(token.names, delivery), isScalar: false };
  if (token?.kind !== "open") return undefined;
  const inner = readJoined(left, 0);
  return left.shift()?.kind === "close" ? inner : undefined;
};

const readJoined = (left: PlainToken[], strength: number): Part | undefined => {
  let part = readOperand(left);
  for (;;) {
    const operator = left[0] && operatorAt(left[0]);
    if (!part || !operator || operator.strength <= strength) return part;
    left.shift();
    const right = readJoined(left, operator.strength);
    const evaluate = right && operator.join(part, right);
    part = evaluate && { evaluate, isScalar: true };
  }
};

const compile = (expression: string): Evaluated | undefined => {
  const tokens = plainTokens(expression);
  const part = tokens && readJoined(tokens, 0);
  return tokens?.length === 0 ? part?.evaluate : undefined;
};

const compiled = new Map<string, Evaluated | undefined>();

/** Undefined for an expression that is more than paths of names and fixed values, joined by `&`, `=`, `!=`, `and` and `or`. */
export const plainExpression = (expression: string): Evaluated | undefined => {
  if (!compiled.has(expression)) compiled.set(expression, compile(expression));
  return compiled.get(expression);
};
