// Finds out what an HTTP Request node asks of WTS: its address is a text with expressions in it, or one that is put together.
import type { Expression } from "@babel/types";
import { literal } from "../expressions/code.ts";
import { notCarried } from "../expressions/not-carried.ts";
import { isExpression, splitTemplate, type TemplatePart } from "../expressions/split-template.ts";
import { translateExpression } from "../expressions/translate-expression.ts";
import type { ParameterContext } from "../expressions/translate-parameter.ts";
import type { Value } from "../expressions/value.ts";

/** `"https://…/" + $json.id` has the same parts as `https://…/{{ $json.id }}`. */
const flatten = (expression: Expression | undefined): readonly TemplatePart[] => {
  if (expression?.type === "StringLiteral") return [expression.value];
  if (expression?.type === "BinaryExpression" && expression.operator === "+" && expression.left.type !== "PrivateName")
    return [...flatten(expression.left), ...flatten(expression.right)];
  if (expression?.type === "TemplateLiteral")
    return expression.quasis.flatMap(({ value }, index) => {
      const inner = expression.expressions[index];
      return [value.cooked ?? "", ...(inner ? flatten(inner as Expression) : [])];
    });
  return [{ expression }];
};

const mark = (index: number): string => `\ue000${index}\ue001`;

export interface Address {
  /** The host as it is written; undefined where it is worked out. */
  readonly host: string | undefined;
  readonly path: string;
  readonly query: ReadonlyMap<string, Value>;
  /** What stands at a place of the path: a fixed text, or what is worked out. */
  valueAt(part: string): Value;
}

const wholeMark = /^\ue000(\d+)\ue001$/;

/** Undefined where it is no address of a web server. */
export const readAddress = (parameter: unknown, { scope, isForm }: ParameterContext): Address | undefined => {
  if (typeof parameter !== "string" || parameter.length > 4_000) return undefined;
  const split = isExpression(parameter) ? splitTemplate(parameter) : [parameter];
  const parts = split.flatMap((part) => (typeof part === "string" ? [part] : flatten(part.expression)));
  const expressions: (Expression | undefined)[] = [];
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part.replaceAll(/[\ue000\ue001]/g, "");
    else {
      text += mark(expressions.length);
      expressions.push(part.expression);
    }
  }
  const [, scheme, host = "", path = "", query = ""] =
    /^\s*(?:(https?:\/\/)([^/?#\s]*)|\ue000\d+\ue001)(\/[^?#]*)?(?:\?([^#]*))?/.exec(text) ?? [];
  if (path === "") return undefined;
  const valueAt = (part: string): Value => {
    const [, index] = wholeMark.exec(part) ?? [];
    if (index === undefined) return /[\ue000\ue001]/.test(part) ? notCarried("PARAMETER", "url") : literal(part);
    return translateExpression(expressions[Number(index)], scope, isForm);
  };
  const pairs = query.split("&").map((pair): [string, Value] => {
    const [name = "", value = ""] = pair.split("=");
    return [name.toLowerCase(), valueAt(value)];
  });
  return {
    host: scheme === undefined || /[\ue000\ue001]/.test(host) ? undefined : host.toLowerCase(),
    path,
    query: new Map(pairs),
    valueAt,
  };
};
