// Reads the conditions of an IF, a Filter or a rule of a Switch, in the form of every version of n8n.
import { isProperties, own, type Properties } from "../../../lib/core/value.ts";
import { type Code, joined, literal, nothing } from "../expressions/code.ts";
import { notCarried } from "../expressions/not-carried.ts";
import { asCode } from "../expressions/translate-expression.ts";
import { type ParameterContext, translateParameter } from "../expressions/translate-parameter.ts";
import type { Carried } from "../expressions/value.ts";
import { compare, compareAsBefore } from "./compare.ts";

export const propertiesOf = (value: unknown): Properties => (isProperties(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const noteCompared = (left: Code, right: Code, operation: string, { scope }: ParameterContext): void => {
  const { path } = left;
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

const newCondition = (
  given: unknown,
  { ignoresCase, isLoose }: { ignoresCase: boolean; isLoose: boolean },
  context: ParameterContext,
): Carried => {
  const condition = propertiesOf(given);
  const operator = propertiesOf(own(condition, "operator"));
  const type = String(own(operator, "type") ?? "string");
  const operation = String(own(operator, "operation") ?? "equals");
  const left = side(own(condition, "leftValue"), context);
  const right = side(own(condition, "rightValue"), context);
  if (left.kind === "not-carried") return left;
  if (right.kind === "not-carried") return right;
  noteCompared(left, right, operation, context);
  return compare(type, operation, left, right, { ignoresCase, isLoose });
};

/** `parameters` are those of the node or rule that has them, with its `options`. */
export const newConditions = (given: unknown, nodeOptions: unknown, context: ParameterContext): Carried => {
  const filter = propertiesOf(given);
  const options = propertiesOf(own(filter, "options"));
  const more = propertiesOf(nodeOptions);
  const ignoresCase = own(options, "caseSensitive") === false || isRight(own(more, "ignoreCase"));
  const isLoose = own(options, "typeValidation") === "loose" || isRight(own(more, "looseTypeValidation"));
  const conditions = listOf(own(filter, "conditions"));
  return allCarried(
    conditions.map((condition) => newCondition(condition, { ignoresCase, isLoose }, context)),
    own(filter, "combinator") === "or" ? "||" : "&&",
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
  return allCarried(parts, combine === "any" ? "||" : "&&");
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
