// IF, Filter and Switch: which way a delivery goes.
import { own, type Properties } from "../../../lib/core/value.ts";
import {
  listOf,
  newConditions,
  oldComparison,
  propertiesOf,
  translateConditions,
} from "../conditions/translate-conditions.ts";
import { type Code, equals, literal } from "../expressions/code.ts";
import { asCode } from "../expressions/translate-expression.ts";
import { type ParameterContext, translateParameter } from "../expressions/translate-parameter.ts";
import type { Carried } from "../expressions/value.ts";
import { left, type Outcome } from "./outcome.ts";

type Way = Extract<Outcome, { kind: "chooses" }>["ways"][number];

const wayOf = (test: Carried, output: number): Way | Outcome =>
  test.kind === "not-carried" ? left(test.reason) : { test, output };

const isWay = (value: Way | Outcome): value is Way => !("kind" in value);

const choice = (ways: readonly (Way | Outcome)[], isExclusive = true): Outcome => {
  const outcome = ways.find((way): way is Outcome => !isWay(way));
  return outcome ?? { kind: "chooses", ways: ways.filter(isWay), isExclusive };
};

export const carryIf = (parameters: Properties, context: ParameterContext): Outcome =>
  choice([wayOf(translateConditions(parameters, context), 0), { test: undefined, output: 1 }]);

/** What does not pass goes nowhere. */
export const carryFilter = (parameters: Properties, context: ParameterContext): Outcome =>
  choice([wayOf(translateConditions(parameters, context), 0)]);

const mostOutputs = 64;

const outputOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < mostOutputs ? value : undefined;

const byExpression = (parameters: Properties, context: ParameterContext, name: (code: Code) => Code): Outcome => {
  const output = asCode(translateParameter(own(parameters, "output"), context));
  if (output.kind === "not-carried") return left(output.reason, "output");
  const count = outputOf(own(parameters, "numberOutputs") ?? own(parameters, "outputsAmount")) ?? 4;
  const value = name(output);
  return choice(
    Array.from({ length: count }, (_each, index) => ({ test: equals(value, literal(index)), output: index })),
  );
};

const newRules = (parameters: Properties, context: ParameterContext): Outcome => {
  const rules = listOf(own(propertiesOf(own(parameters, "rules")), "values"));
  const options = propertiesOf(own(parameters, "options"));
  const fallback = own(options, "fallbackOutput");
  const isExclusive = own(options, "allMatchingOutputs") !== true;
  const ways = rules.slice(0, mostOutputs).map((rule, index) => {
    const conditions = own(propertiesOf(rule), "conditions");
    return wayOf(newConditions(conditions, options, context), index);
  });
  const rest = fallback === "extra" ? rules.length : outputOf(fallback);
  return choice([...ways, ...(rest === undefined ? [] : [{ test: undefined, output: rest }])], isExclusive);
};

/** In version 1 a rule says its way out; in version 2 it is the rule's place. */
const oldRules = (parameters: Properties, version: number, context: ParameterContext): Outcome => {
  const type = String(own(parameters, "dataType") ?? "number");
  const ways = listOf(own(propertiesOf(own(parameters, "rules")), "rules"))
    .slice(0, mostOutputs)
    .map((each, index) => {
      const rule = propertiesOf(each);
      const [operation, value2] = [own(rule, "operation"), own(rule, "value2")];
      const compared = oldComparison(type, { value1: own(parameters, "value1"), value2, operation }, context);
      return wayOf(compared, version >= 2 ? index : (outputOf(own(rule, "output") ?? 0) ?? index));
    });
  const rest = outputOf(own(parameters, "fallbackOutput"));
  return choice([...ways, ...(rest === undefined ? [] : [{ test: undefined, output: rest }])]);
};

export const carrySwitch = (
  { parameters, version }: { parameters: Properties; version: number },
  context: ParameterContext,
  name: (code: Code) => Code,
): Outcome => {
  if (own(parameters, "mode") === "expression") return byExpression(parameters, context, name);
  return version < 3 ? oldRules(parameters, version, context) : newRules(parameters, context);
};
