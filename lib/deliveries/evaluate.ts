// Works out what a mapping says of a delivery: a function is called, a text is a JSONata expression.
import type { Delivery, Expression, Mapping } from "../core/sources.ts";
import { isProperties } from "../core/value.ts";

type Compiled = { evaluate(input: unknown): Promise<unknown> };

/** One an expression, for as long as the process lives. */
const compiled = new Map<string, Promise<Compiled>>();

/** Loaded by the first expression: whoever maps with functions does not wait for it. */
const compile = (expression: string): Promise<Compiled> => {
  const held = compiled.get(expression) ?? import("jsonata").then(({ default: jsonata }) => jsonata(expression));
  compiled.set(expression, held);
  return held;
};

/** JSONata's lists carry more than their items. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? "null");

const evaluateText = async (expression: string, delivery: Delivery): Promise<unknown> =>
  plain(await (await compile(expression)).evaluate(delivery));

/** Throws whatever the function or the expression throws. */
export const evaluate = async (expression: Expression, delivery: Delivery): Promise<unknown> =>
  typeof expression === "string" ? evaluateText(expression, delivery) : expression(delivery);

/** A property whose expression finds nothing is left out, as n8n leaves it out. */
const fill = async (template: unknown, delivery: Delivery): Promise<unknown> => {
  if (typeof template === "string") return evaluateText(template, delivery);
  if (Array.isArray(template)) return Promise.all(template.map((inner) => fill(inner, delivery)));
  if (!isProperties(template)) return template;
  const filled = await Promise.all(
    Object.entries(template).map(async ([name, inner]) => [name, await fill(inner, delivery)] as const),
  );
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
};

/** What the mapping yields, as it comes: a command, several, or nothing. */
export const evaluateMapping = async (mapping: Mapping, delivery: Delivery): Promise<unknown> =>
  typeof mapping === "function" ? mapping(delivery) : fill(mapping, delivery);
