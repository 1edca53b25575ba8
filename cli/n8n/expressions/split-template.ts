// Takes a parameter of n8n apart: fixed text, and the expressions that stand in it between {{ and }}.
import { parseExpression } from "@babel/parser";
import type { Expression } from "@babel/types";

/** `undefined` is an expression that is none. */
export type TemplatePart = string | { readonly expression: Expression | undefined };

/** Nobody writes more in one field, and a parser takes long over what a machine writes. */
export const longestExpression = 10_000;

export const isExpression = (parameter: unknown): parameter is string =>
  typeof parameter === "string" && parameter.startsWith("=");

const parsed = (text: string): Expression | undefined => {
  if (text.length > longestExpression) return undefined;
  try {
    return parseExpression(text, { errorRecovery: false, createImportExpressions: true }) as Expression;
  } catch {
    return undefined;
  }
};

/** An object ends in braces, too: the first end counts with which there is an expression. */
const endOf = (text: string, start: number): { end: number; expression: Expression | undefined } | undefined => {
  const first = text.indexOf("}}", start);
  let tries = 0;
  for (let end = first; end !== -1 && tries < 8; end = text.indexOf("}}", end + 1), tries++) {
    const expression = parsed(text.slice(start, end));
    if (expression) return { end, expression };
  }
  return first === -1 ? undefined : { end: first, expression: undefined };
};

/** `parameter` begins with the sign that makes an expression of it. */
export const splitTemplate = (parameter: string): readonly TemplatePart[] => {
  const text = parameter.slice(1);
  const parts: TemplatePart[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf("{{", from);
    const found = open === -1 ? undefined : endOf(text, open + 2);
    if (!found) break;
    if (open > from) parts.push(text.slice(from, open));
    parts.push({ expression: found.expression });
    from = found.end + 2;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
};
