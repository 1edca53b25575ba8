// Reads a parameter of a node: a plain value, an expression, or a text with expressions in it.
import { isProperties } from "../../../lib/core/value.ts";
import { type Code, isRefusedName, listCode, literal, longestCode, objectCode, template } from "./code.ts";
import { notCarried } from "./not-carried.ts";
import { isExpression, splitTemplate } from "./split-template.ts";
import { asCode, translateExpression } from "./translate-expression.ts";
import type { Carried, Scope, Value } from "./value.ts";

export interface ParameterContext {
  readonly scope: Scope;
  /** True where the sample says that the sender posts a form. */
  readonly isForm: boolean;
}

/** A value without expressions, of any depth. */
export const plainValue = (value: unknown): Carried => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return literal(value);
  if (typeof value === "number" && Number.isFinite(value)) return literal(value);
  if (Array.isArray(value)) {
    const items = value.map(plainValue);
    const left = items.find((item) => item.kind === "not-carried");
    return left ?? listCode(items as Code[]);
  }
  if (!isProperties(value)) return notCarried("PARAMETER");
  const entries = Object.entries(value).map(([key, inner]) => [key, plainValue(inner)] as const);
  const refused = entries.find(([key]) => isRefusedName(key));
  if (refused) return notCarried("NAME_REFUSED", refused[0]);
  const left = entries.map(([, inner]) => inner).find((inner) => inner.kind === "not-carried");
  return left ?? objectCode(entries as [string, Code][]);
};

const ofExpression = (text: string, { scope, isForm }: ParameterContext): Value => {
  const parts = splitTemplate(text);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== "string")
    return translateExpression(only.expression, scope, isForm);
  const codes: (string | Code)[] = [];
  for (const part of parts) {
    const code = typeof part === "string" ? part : asCode(translateExpression(part.expression, scope, isForm));
    if (typeof code !== "string" && code.kind === "not-carried") return code;
    codes.push(code);
  }
  const whole = template(codes);
  return whole.text.length > longestCode ? notCarried("TOO_LONG") : whole;
};

export const translateParameter = (parameter: unknown, context: ParameterContext): Value =>
  isExpression(parameter) ? ofExpression(parameter, context) : plainValue(parameter);

/** The parameter as TypeScript; undefined where it is not given, or says that nothing is chosen. */
export const chosenCode = (parameter: unknown, context: ParameterContext): Carried | undefined =>
  parameter === undefined || parameter === null || parameter === "" || parameter === "null"
    ? undefined
    : asCode(translateParameter(parameter, context));
