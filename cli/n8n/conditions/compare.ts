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
  /** Of n8n's comparisons: each converts in its own way. */
  readonly version: number;
}

const nothingToo = primary("null");
const isThere = (code: Code): Code => compared(otherwise(asAny(code), nothingToo), "!==", nothingToo);

const literalBoolean = (value: Code["literal"]): boolean | undefined =>
  value === "true" ? true : value === "false" ? false : typeof value === "boolean" ? value : undefined;

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

/** Of a value of any type, which n8n makes a text of: undefined where it takes more than a look at the value. */
const sameText = (code: Code, wanted: Code["literal"]): Code | undefined => {
  if (typeof wanted !== "string" || code.literal !== undefined || /^[[{]/.test(wanted)) return undefined;
  if (wanted === "") return equals(otherwise(code, literal("")), literal(""));
  const isNumber = String(Number(wanted)) === wanted;
  const other = isNumber ? Number(wanted) : literalBoolean(wanted);
  if (other === undefined || code.type !== "any") return equals(code, literal(wanted));
  return primary(`[${literal(wanted).text}, ${literal(other).text}].includes(${code.text})`, [code], "boolean");
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
  const orEmpty = (code: Code): Code =>
    b.literal === undefined || b.literal === "" ? otherwise(code, literal("")) : code;
  if (positive === "equals") {
    const same = options.isLoose && !options.ignoresCase ? sameText(left, b.literal) : undefined;
    if (same) return turned(same);
    return compared(orEmpty(a), positive === operation ? "===" : "!==", orEmpty(b));
  }
  if (positive === "empty")
    return compared(otherwise(left, literal("")), positive === operation ? "===" : "!==", literal(""));
  const name = textMethods[positive];
  if (name === undefined) return notCarried("CONDITION", operation);
  return turned(method(orEmpty(a), name, [otherwise(b, literal(""))], methods.get(name)));
};

/** From its third version on n8n takes an empty text for no number at all. */
const isGiven = (type: string, code: Code, wanted: boolean, { version }: ComparisonOptions): Code => {
  const sign = wanted ? "!==" : "===";
  if (type !== "number" || version < 3) return compared(otherwise(asAny(code), nothingToo), sign, nothingToo);
  const text = call("String", [otherwise(asAny(code), literal(""))], "string");
  return compared(method(text, "trim", [], methods.get("trim")), sign, literal(""));
};

const signs: Readonly<Record<string, string>> = { gt: ">", lt: "<", gte: ">=", lte: "<=" };

/** Where two numbers are put in order, nothing counts as 0 and a missing value as no number. */
const inOrder = (code: Code, isLoose: boolean): Code =>
  isLoose && code.literal === undefined && code.type !== "number"
    ? call("Number", [code], "number")
    : asNumber(code, isLoose);

const compareNumbers = (operation: string, left: Code, right: Code, options: ComparisonOptions): Carried => {
  const { isLoose, version } = options;
  const given = left.literal === undefined ? left : asNumber(left, true);
  if (operation === "equals" || operation === "notEquals") {
    const [a, b] = [asNumber(given, isLoose), asNumber(right, isLoose)];
    const mayBeEmpty = isLoose && version >= 3 && !given.literal && !b.literal;
    if (!mayBeEmpty) return compared(a, operation === "equals" ? "===" : "!==", b);
    const same = joined([isGiven("number", given, true, options), equals(a, b)], "&&");
    return operation === "equals" ? same : not(same);
  }
  const sign = signs[operation];
  return sign === undefined
    ? notCarried("CONDITION", operation)
    : computed(inOrder(given, isLoose), sign, inOrder(right, isLoose));
};

/** Where n8n converts, any text is true that does not say the contrary; in its first version even "false" was. */
const isTrue = (code: Code, { isLoose, version }: ComparisonOptions): Code => {
  if (!isLoose || code.type === "boolean") return equals(code, literal(true));
  const known = version >= 2 ? literalBoolean(code.literal) : undefined;
  if (code.literal !== undefined) return literal(known ?? Boolean(code.literal));
  if (version < 2) return call("Boolean", [code], "boolean");
  const text = `String(${otherwise(asAny(code), literal("")).text}).toLowerCase()`;
  return primary(`!["", "false", "0"].includes(${text})`, [code], "boolean");
};

const compareBooleans = (operation: string, left: Code, right: Code, options: ComparisonOptions): Carried => {
  switch (operation) {
    case "true":
      return isTrue(left, options);
    case "false":
      return not(isTrue(left, options));
    case "equals":
    case "notEquals": {
      const isEqual = operation === "equals";
      const wanted = literalBoolean(right.literal);
      if (!options.isLoose)
        return compared(left, isEqual ? "===" : "!==", wanted === undefined ? right : literal(wanted));
      if (wanted === undefined) return notCarried("CONDITION", operation);
      // What is missing is neither true nor false.
      const equal = wanted ? isTrue(left, options) : joined([isThere(left), not(isTrue(left, options))], "&&");
      return isEqual ? equal : not(equal);
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

const compareLists = (operation: string, left: Code, right: Code, { ignoresCase }: ComparisonOptions): Carried => {
  if (operation === "contains" || operation === "notContains") {
    const isText = typeof right.literal === "string";
    if (ignoresCase && !isText && right.literal === undefined) return notCarried("CONDITION", operation);
    const found =
      ignoresCase && isText
        ? primary(
            `${asAny(left).text}?.some((item: any) => typeof item === "string" && item.toLowerCase() === ${lower(right).text})`,
            [left],
          )
        : method(asAny(left), "includes", [right]);
    return operation === "contains" ? found : not(found);
  }
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
  const isOnly = type === "number" || type === "boolean" || type === "dateTime";
  if (operation === "exists" || (operation === "notEmpty" && isOnly)) return isGiven(type, left, true, options);
  if (operation === "notExists" || (operation === "empty" && isOnly)) return isGiven(type, left, false, options);
  switch (type) {
    case "string":
      return compareTexts(operation, left, right, options);
    case "number":
      return compareNumbers(operation, left, right, options);
    case "boolean":
      return compareBooleans(operation, left, right, options);
    case "array":
      return compareLists(operation, left, right, options);
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

/** Nothing, an empty text, an empty list and an empty object. */
const emptyTexts = `[undefined, "null", '""', "[]", "{}"]`;

const orInstead = (code: Code, instead: Code): Code =>
  code.literal === undefined ? joined([code, instead], "||") : code;

/** Before version 2 of IF and version 3 of Switch the comparisons had other names, and were less strict. */
export const compareAsBefore = (type: string, operation: string, left: Code, right: Code): Carried => {
  if (operation === "isEmpty" || operation === "isNotEmpty") {
    const isEmpty = primary(`${emptyTexts}.includes(JSON.stringify(${asAny(left).text}) as any)`, [left], "boolean");
    return operation === "isEmpty" ? isEmpty : not(isEmpty);
  }
  const name = oldNames[operation] ?? operation;
  if (name === "equals" || name === "notEquals") {
    const [a, b] = type === "number" ? [asNumber(left, false), asNumber(right, false)] : [left, right];
    const wanted = type === "boolean" ? literalBoolean(b.literal) : undefined;
    if (type === "dateTime") return notCarried("DATES");
    return compared(a, name === "equals" ? "===" : "!==", wanted === undefined ? b : literal(wanted));
  }
  if (type === "string") {
    const isText = /^(notC|c)ontains$|egex$/.test(name);
    const [a, b] = isText ? [orInstead(left, literal("")), orInstead(right, literal(""))] : [left, right];
    return compareTexts(name, a, b, { ignoresCase: false, isLoose: isText, version: 1 });
  }
  if (type === "number" && name in signs) {
    const [a, b] = [left, right].map((code) => orInstead(asNumber(code, false), literal(0))) as [Code, Code];
    return computed(a, signs[name] ?? "", b);
  }
  return type === "dateTime" ? notCarried("DATES") : notCarried("CONDITION", type);
};
