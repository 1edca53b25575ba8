// Says what is wrong with a JSONata expression before any delivery comes: nearly always it is a fixed text without its quotes.
import jsonata from "jsonata";
import type { Delivery } from "./sources.ts";

const deliveryParts: readonly (keyof Delivery)[] = ["body", "headers", "query", "method", "source", "receivedAt"];

/** These are worked out where the expression itself is; later steps of a path, its conditions and a function's body are elsewhere. */
const innerProperties: Readonly<Record<string, readonly string[]>> = {
  binary: ["lhs", "rhs"],
  apply: ["lhs", "rhs"],
  bind: ["rhs"],
  unary: ["expression", "expressions", "lhs"],
  function: ["arguments"],
  condition: ["condition", "then", "else"],
  block: ["expressions"],
};

const lookupPart: keyof Delivery = "lookup";

/** Names that the tree looks for in a delivery, those in `lookup` with it. The parser's nodes have classes of its own, so that `isProperties` knows none of them. */
const namesIn = (node: unknown): string[] => {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  const { type, value, steps, ...rest } = Object(node);
  if (type === "name") return [String(value)];
  if (type === "path" && Object(steps[0]).value === lookupPart && Object(steps[1]).type === "name")
    return [`${lookupPart}.${Object(steps[1]).value}`];
  if (type === "path") return namesIn(steps[0]);
  return (innerProperties[type] ?? []).flatMap((name) => namesIn(rest[name]));
};

/** Whether the tree mentions `$eval` anywhere, also under another name that it is given there. */
const asksForEval = (node: unknown): boolean => {
  if (typeof node !== "object" || node === null) return false;
  const { type, value } = node as { type?: unknown; value?: unknown };
  return (type === "variable" && value === "eval") || Object.values(node).some(asksForEval);
};

const listed = (parts: readonly string[]): string => `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** Undefined when the expression can be asked of a delivery. `lookups` are the names of what was looked up for it by then. */
export const expressionProblem = (expression: string, lookups: readonly string[] = []): string | undefined => {
  if (/\{\{|\$json\b/.test(expression))
    return "is written as in n8n; here `{{ $json.body.id }}` is `body.id` (the delivery has body, headers, query, method)";
  try {
    const tree = jsonata(expression).ast();
    if (asksForEval(tree))
      return "uses $eval, which would make an expression of what somebody sends; `$parseJson(…)` reads JSON that stands in a text";
    const names = new Set(namesIn(tree));
    const whole = lookups.length > 0 ? [lookupPart] : [];
    const known: readonly string[] = [...deliveryParts, ...whole, ...lookups.map((name) => `${lookupPart}.${name}`)];
    const foreign = [...names].filter((name) => !known.includes(name));
    if (foreign.length === 0) return undefined;
    const has = listed([...deliveryParts, ...lookups.map((name) => `${lookupPart}.${name}`)]);
    return `asks for ${foreign.join(", ")}, which no delivery has (it has ${has}); a fixed text needs quotes of its own, as in "'COMPLETED'", and so has a name with a hyphen, as in headers."x-kind"`;
  } catch (error) {
    const { message, position } = Object(error);
    return `is no JSONata expression: ${message}${typeof position === "number" ? ` (at character ${position})` : ""}; a fixed text needs quotes of its own, as in "'COMPLETED'"`;
  }
};
