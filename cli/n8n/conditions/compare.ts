// The comparisons of IF, Filter and Switch, as TypeScript that answers what n8n answers.
import {
  asAny,
  type Code,
  call,
  compared,
  computed,
  equals,
  joined,
  literal,
  method,
  not,
  otherwise,
  primary,
} from "../expressions/code.ts";
import { methods } from "../expressions/methods.ts";
import { notCarried } from "../expressions/not-carried.ts";
import type { Carried } from "../expressions/value.ts";

export interface ComparisonOptions {
  readonly ignoresCase: boolean;
  /** n8n converts types where they differ. */
  readonly isLoose: boolean;
}

const nothingToo = primary("null");
const isMissing = (code: Code): Code => equals(otherwise(asAny(code), nothingToo), nothingToo);
const isThere = (code: Code): Code => compared(otherwise(asAny(code), nothingToo), "!==", nothingToo);

const asText = (code: Code, { isLoose }: ComparisonOptions): Code => {
  if (code.literal !== undefined) return literal(String(code.literal ?? ""));
  return isLoose && code.type !== "string" ? call("String", [otherwise(code, literal(""))], "string") : code;
};

const asNumber = (code: Code, isLoose: boolean): Code => {
  if (code.literal !== undefined) return literal(code.literal === null ? 0 : Number(code.literal) || 0);
  return isLoose && code.type !== "number" ? call("Number", [otherwise(code, primary("NaN"))], "number") : code;
};

const lower = (code: Code): Code =>
  typeof code.literal === "string"
    ? literal(code.literal.toLowerCase())
    : method(code, "toLowerCase", [], methods.get("toLowerCase"));

const textMethods: Readonly<Record<string, string>> = {
  contains: "includes",
  startsWith: "startsWith",
  endsWith: "endsWith",
};

/** A pattern that is worked out from a delivery would be the sender's, and so is the time that it takes. */
const pattern = (right: Code, ignoresCase: boolean): Code | undefined => {
  if (typeof right.literal !== "string") return undefined;
  const [, source = right.literal, flags = ""] = /^\/(.*?)\/([gimusy]*)$/.exec(right.literal) ?? [];
  const allFlags = [...new Set([...flags.replaceAll(/[gy]/g, ""), ...(ignoresCase ? "i" : "")])].join("");
  try {
    const { source: shown } = new RegExp(source, allFlags);
    if (/^[\x20-\x7e]*$/.test(shown)) return { ...primary(`/${shown}/${allFlags}`), truth: true };
    return primary(`new RegExp(${[source, allFlags].map((text) => literal(text).text).join(", ")})`);
  } catch {
    return undefined;
  }
};

const compareTexts = (operation: string, left: Code, right: Code, options: ComparisonOptions): Carried => {
  const first = asText(left, options);
  const second = asText(right, options);
  const [a, b] = options.ignoresCase ? [lower(first), lower(second)] : [first, second];
  const positive = operation.replace(/^not([A-Z])/, (_whole, initial: string) => initial.toLowerCase());
  const turned = (code: Code): Code => (positive === operation ? code : not(code));
  if (positive === "regex") {
    const regex = pattern(right, options.ignoresCase);
    return regex
      ? turned({ ...primary(`${regex.text}.test(${otherwise(first, literal("")).text})`, [first], "boolean") })
      : notCarried("CONDITION", "regex");
  }
  if (positive === "equals") {
    const orEmpty = (code: Code): Code =>
      b.literal === undefined || b.literal === "" ? otherwise(code, literal("")) : code;
    return compared(orEmpty(a), positive === operation ? "===" : "!==", orEmpty(b));
  }
  if (positive === "empty")
    return compared(otherwise(a, literal("")), positive === operation ? "===" : "!==", literal(""));
  const name = textMethods[positive];
  if (name === undefined) return notCarried("CONDITION", operation);
  return turned(method(a, name, [otherwise(b, literal(""))], methods.get(name)));
};

const signs: Readonly<Record<string, string>> = { gt: ">", lt: "<", gte: ">=", lte: "<=" };

const compareNumbers = (operation: string, left: Code, right: Code, { isLoose }: ComparisonOptions): Carried => {
  if (operation === "empty") return isMissing(left);
  if (operation === "notEmpty") return isThere(left);
  const [a, b] = [
    left.literal === undefined ? asNumber(left, isLoose) : asNumber(left, true),
    asNumber(right, isLoose),
  ];
  if (operation === "equals" || operation === "notEquals")
    return compared(a, operation === "equals" ? "===" : "!==", b);
  const sign = signs[operation];
  return sign === undefined ? notCarried("CONDITION", operation) : computed(a, sign, b);
};

const isTrue = (code: Code, isLoose: boolean): Code =>
  isLoose && code.type !== "boolean"
    ? primary(`["true", "1"].includes(String(${code.text}))`, [code], "boolean")
    : equals(code, literal(true));

const compareBooleans = (operation: string, left: Code, right: Code, { isLoose }: ComparisonOptions): Carried => {
  switch (operation) {
    case "empty":
      return isMissing(left);
    case "notEmpty":
      return isThere(left);
    case "true":
      return isTrue(left, isLoose);
    case "false":
      return not(isTrue(left, isLoose));
    case "equals":
    case "notEquals": {
      const wanted = right.literal === "true" ? true : right.literal === "false" ? false : right.literal;
      const isEqual = operation === "equals";
      if (typeof wanted !== "boolean") return compared(left, isEqual ? "===" : "!==", right);
      if (isLoose) return wanted === isEqual ? isTrue(left, true) : not(isTrue(left, true));
      return compared(left, isEqual ? "===" : "!==", literal(wanted));
    }
    default:
      return notCarried("CONDITION", operation);
  }
};

const lengthSigns: Readonly<Record<string, string>> = {
  lengthEquals: "===",
  lengthNotEquals: "!==",
  lengthGt: ">",
  lengthLt: "<",
  lengthGte: ">=",
  lengthLte: "<=",
  empty: "===",
  notEmpty: "!==",
};

const compareLists = (operation: string, left: Code, right: Code): Carried => {
  if (operation === "contains") return method(asAny(left), "includes", [right]);
  if (operation === "notContains") return not(method(asAny(left), "includes", [right]));
  const sign = lengthSigns[operation];
  if (sign === undefined) return notCarried("CONDITION", operation);
  const length = primary(`(${otherwise(asAny(left), primary("[]")).text}).length`, [left], "any");
  const wanted = operation === "empty" || operation === "notEmpty" ? literal(0) : asNumber(right, true);
  return sign.endsWith("==") ? compared(length, sign as "===", wanted) : computed(length, sign, wanted);
};

const compareObjects = (operation: string, left: Code): Carried => {
  const keys = primary(`Object.keys(${otherwise(asAny(left), primary("{}")).text}).length`, [left], "number");
  if (operation === "empty") return equals(keys, literal(0));
  return operation === "notEmpty" ? compared(keys, "!==", literal(0)) : notCarried("CONDITION", operation);
};

/** `type` and `operation` are those of n8n. */
export const compare = (
  type: string,
  operation: string,
  left: Code,
  right: Code,
  options: ComparisonOptions,
): Carried => {
  if (operation === "exists") return isThere(left);
  if (operation === "notExists") return isMissing(left);
  switch (type) {
    case "string":
      return compareTexts(operation, left, right, options);
    case "number":
      return compareNumbers(operation, left, right, options);
    case "boolean":
      return compareBooleans(operation, left, right, options);
    case "array":
      return compareLists(operation, left, right);
    case "object":
      return compareObjects(operation, left);
    case "dateTime":
      return notCarried("DATES");
    default:
      return notCarried("CONDITION", type);
  }
};

const oldNames: Readonly<Record<string, string>> = {
  equal: "equals",
  notEqual: "notEquals",
  smaller: "lt",
  smallerEqual: "lte",
  larger: "gt",
  largerEqual: "gte",
};

const emptyValues = `["", null, undefined]`;

/** Before version 2 of IF and version 3 of Switch the comparisons had other names, and were less strict. */
export const compareAsBefore = (type: string, operation: string, left: Code, right: Code): Carried => {
  if (operation === "isEmpty" || operation === "isNotEmpty") {
    const isEmpty = primary(`${emptyValues}.includes(${asAny(left).text})`, [left], "boolean");
    return operation === "isEmpty" ? isEmpty : not(isEmpty);
  }
  const name = oldNames[operation] ?? operation;
  if (type === "string" && /^not[CE]|^contains$|egex$/.test(name) && name !== "notEquals")
    return compareTexts(name, left, right, { ignoresCase: false, isLoose: true });
  if (type === "number" && name in signs) {
    const orZero = left.literal === undefined ? joined([left, literal(0)], "||") : asNumber(left, true);
    return computed(orZero, signs[name] ?? "", asNumber(right, false));
  }
  if (type === "number" && (name === "equals" || name === "notEquals"))
    return compareNumbers(name, left, right, { ignoresCase: false, isLoose: false });
  if (type === "boolean") return compareBooleans(name, left, right, { ignoresCase: false, isLoose: false });
  if (type === "string") return compareTexts(name, left, right, { ignoresCase: false, isLoose: false });
  return type === "dateTime" ? notCarried("DATES") : notCarried("CONDITION", type);
};
