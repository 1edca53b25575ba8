// Works out what a mapping says of a delivery: a function is called, a text is a JSONata expression.

import { isProperties } from "../../core/value.ts";
import type { Delivery, Expression, Mapping } from "../sources/sources.ts";
import { markFound, markMetadataNulls, withoutFoundNulls } from "./found-nulls.ts";
import { outOfTime, type TimeLimit, timedRegExp } from "./time-limit.ts";

/** JSONata's lists carry more than their items. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? "null");

/** JSONata throws this code when its time is up. */
const timeoutCode = "D1012";

/** An expression is parsed anew for each delivery, in some 50 µs: its time is one of JSONata's options. */
const evaluateText = async (expression: string, delivery: Delivery, limit: TimeLimit): Promise<unknown> => {
  // JSONata is loaded by the first expression: whoever maps with functions does not wait for it.
  const { default: jsonata } = await import("jsonata");
  const parsed = jsonata(expression, { timeout: limit.leftMs(), RegexEngine: timedRegExp(limit) });
  try {
    return plain(await limit.waitFor(parsed.evaluate(delivery)));
  } catch (error) {
    throw Object(error).code === timeoutCode ? outOfTime() : error;
  }
};

const call = (work: (delivery: Delivery) => unknown, delivery: Delivery, limit: TimeLimit): Promise<unknown> =>
  limit.waitFor(limit.run(() => work(delivery)));

/** Throws whatever the function or the expression throws, and DELIVERY_NOT_MAPPED when the time is up. */
export const evaluate = async (expression: Expression, delivery: Delivery, limit: TimeLimit): Promise<unknown> =>
  typeof expression === "string" ? evaluateText(expression, delivery, limit) : call(expression, delivery, limit);

/**
 * The expressions are worked out one after the other, so that the first one to fail ends it. `path` says where the template
 * stands in the command.
 */
const fill = async (template: unknown, delivery: Delivery, limit: TimeLimit, path = ""): Promise<unknown> => {
  if (typeof template === "string") return markFound(await evaluateText(template, delivery, limit), path);
  if (Array.isArray(template)) {
    const list: unknown[] = [];
    for (const inner of template) list.push(await fill(inner, delivery, limit, path));
    return list;
  }
  if (!isProperties(template)) return template;
  const filled: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(template))
    filled.push([name, await fill(inner, delivery, limit, path === "" ? name : `${path}.${name}`)]);
  return Object.fromEntries(filled);
};

/**
 * Answers what the mapping yields, as it comes: a command, several, or nothing. A property whose expression finds nothing, or
 * null, is left out; a null that is written in the mapping stays, and so do those that a function returns outside of metadata.
 */
export const evaluateMapping = async (mapping: Mapping, delivery: Delivery, limit: TimeLimit): Promise<unknown> =>
  withoutFoundNulls(
    typeof mapping === "function"
      ? markMetadataNulls(await call(mapping, delivery, limit))
      : await fill(mapping, delivery, limit),
  );
