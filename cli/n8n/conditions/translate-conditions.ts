// Reads the conditions of an IF, a Filter or a rule of a Switch, in the form of every version of n8n.
import { isProperties, own, type Properties } from "../../../lib/core/value.ts";
import { type Code, joined, literal, nothing } from "../expressions/code.ts";
import { notCarried } from "../expressions/not-carried.ts";
import { asCode } from "../expressions/translate-expression.ts";
import { type ParameterContext, translateParameter } from "../expressions/translate-parameter.ts";
import type { Carried } from "../expressions/value.ts";
import { type ComparisonOptions, compare, compareAsBefore } from "./compare.ts";

export const propertiesOf = (value: unknown): Properties => (isProperties(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const noteCompared = (left: Code, right: Code, operation: string, { scope }: ParameterContext): void => {
  const path = left.path ?? left.textOf;
  const { literal: value } = right;
  if (operation === "true" && path) scope.onCompared(path, true);
  if (path === undefined || value === undefined) return;
  const isOrder = typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
  if (isOrder && /^(gt|larger)$/.test(operation)) scope.onCompared(path, Number(value) + 1);
  else if (isOrder && /^(lt|smaller)$/.test(operation)) scope.onCompared(path, Number(value) - 1);
  else if (/^(equals?|gte|lte|largerEqual|smallerEqual|contains|startsWith|endsWith)$/.test(operation))
    scope.onCompared(path, value);
};

/** Answers the first that is not carried, or all of them. */
const allCarried = (parts: readonly Carried[], operator: "&&" | "||"): Carried => {
  const left = parts.find((part) => part.kind === "not-carried");
  if (left) return left;
  return parts.length === 0 ? literal(operator === "&&") : joined(parts as Code[], operator);
};

/** One side of a comparison that was left empty is no text for a number. */
const side = (parameter: unknown, context: ParameterContext): Carried =>
  parameter === undefined ? nothing : asCode(translateParameter(parameter, context));

const isRight = (value: unknown): boolean => value === true;

const newCondition = (given: unknown, comparison: ComparisonOptions, context: ParameterContext): Carried => {
  const condition = propertiesOf(given);
  const operator = propertiesOf(own(condition, "operator"));
  const type = String(own(operator, "type") ?? "string");
  const operation = String(own(operator, "operation") ?? "equals");
  const left = side(own(condition, "leftValue"), context);
  const right = side(own(condition, "rightValue"), context);
  if (left.kind === "not-carried") return left;
  if (right.kind === "not-carried") return right;
  noteCompared(left, right, operation, context);
  return compare(type, operation, left, right, comparison);
};

/** What an export says nothing of is as n8n's editor begins; where it says something, n8n takes what is left out for no. */
const comparisonOf = (given: unknown, more: Properties): ComparisonOptions => {
  const options = isProperties(given) ? given : { caseSensitive: true, typeValidation: "strict" };
  const version = own(options, "version");
  return {
    ignoresCase: !own(options, "caseSensitive") || isRight(own(more, "ignoreCase")),
    isLoose: own(options, "typeValidation") !== "strict" || isRight(own(more, "looseTypeValidation")),
    version: typeof version === "number" ? version : 1,
  };
};

/** `parameters` are those of the node or rule that has them, with its `options`. */
export const newConditions = (given: unknown, nodeOptions: unknown, context: ParameterContext): Carried => {
  const filter = propertiesOf(given);
  const combinator = own(filter, "combinator");
  if (combinator !== "and" && combinator !== "or") return notCarried("CONDITION", "combinator");
  const comparison = comparisonOf(own(filter, "options"), propertiesOf(nodeOptions));
  const conditions = listOf(own(filter, "conditions"));
  return allCarried(
    conditions.map((condition) => newCondition(condition, comparison, context)),
    combinator === "or" ? "||" : "&&",
  );
};

const usualOperations: Readonly<Record<string, string>> = {
  boolean: "equal",
  dateTime: "after",
  number: "smaller",
  string: "equal",
};
const usualValues: Readonly<Record<string, string | number | boolean>> = {
  boolean: false,
  dateTime: "",
  number: 0,
  string: "",
};

/** What an export leaves out has the default that n8n has for it. */
export const oldComparison = (
  type: string,
  { value1, value2, operation }: { value1: unknown; value2: unknown; operation: unknown },
  context: ParameterContext,
): Carried => {
  const usual = usualValues[type] ?? "";
  const left = side(value1 ?? usual, context);
  const right = side(value2 ?? usual, context);
  if (left.kind === "not-carried") return left;
  if (right.kind === "not-carried") return right;
  const name = String(operation ?? usualOperations[type] ?? "");
  noteCompared(left, right, name, context);
  return compareAsBefore(type, name, left, right);
};

/** The conditions stand in lists by their type, and are asked in this order. */
const oldConditions = (given: unknown, combine: unknown, context: ParameterContext): Carried => {
  const conditions = propertiesOf(given);
  const parts = ["boolean", "dateTime", "number", "string"].flatMap((type) =>
    listOf(own(conditions, type)).map((each) => {
      const condition = propertiesOf(each);
      const [value1, value2, operation] = ["value1", "value2", "operation"].map((name) => own(condition, name));
      return oldComparison(type, { value1, value2, operation }, context);
    }),
  );
  return allCarried(parts, combine === "any" || combine === "OR" ? "||" : "&&");
};

/** Of an IF or a Filter. */
export const translateConditions = (parameters: Properties, context: ParameterContext): Carried => {
  const conditions = propertiesOf(own(parameters, "conditions"));
  if (own(parameters, "conditions") !== undefined && !isProperties(own(parameters, "conditions")))
    return notCarried("PARAMETER", "conditions");
  return Array.isArray(own(conditions, "conditions"))
    ? newConditions(conditions, own(parameters, "options"), context)
    : oldConditions(conditions, own(parameters, "combineOperation") ?? own(parameters, "combineConditions"), context);
};
