// Names that an expression looks for in a delivery, which has no such part: nearly always a fixed text without its quotes.
import type { Delivery } from "./sources.ts";

export const deliveryParts: readonly (keyof Delivery)[] = [
  "body",
  "headers",
  "query",
  "method",
  "source",
  "receivedAt",
];

/** What is worked out where the expression itself is; later steps of a path, its conditions and a function's body are elsewhere. */
const innerProperties: Readonly<Record<string, readonly string[]>> = {
  binary: ["lhs", "rhs"],
  apply: ["lhs", "rhs"],
  bind: ["rhs"],
  unary: ["expression", "expressions", "lhs"],
  function: ["arguments"],
  condition: ["condition", "then", "else"],
  block: ["expressions"],
};

/** The parser's nodes have classes of its own. */
const namesIn = (node: unknown): string[] => {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  const { type, value, steps, ...rest } = Object(node);
  if (type === "name") return [String(value)];
  if (type === "path") return namesIn(steps[0]);
  return (innerProperties[type] ?? []).flatMap((name) => namesIn(rest[name]));
};

/** Of an expression as JSONata's parser gives it. */
export const foreignNames = (tree: unknown): string[] => [
  ...new Set(namesIn(tree).filter((name) => !deliveryParts.some((part) => part === name))),
];
