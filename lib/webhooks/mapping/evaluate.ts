// Works out what a source's function or expression says of a delivery, whatever it is. Only the mapping box does so: nothing here is limited in time or memory.

import { parseExactJson } from "../../core/exact-json.ts";
import type { Delivery, Expression } from "../sources/sources.ts";
import { asJson, Unusable } from "./as-json.ts";
import { plainExpression } from "./plain-expression.ts";

interface Parsed {
  evaluate(delivery: Delivery): Promise<unknown>;
}

const parsed = new Map<string, Parsed>();

/** JSONata is loaded by the first expression that needs it: whoever maps with functions does not wait for it. */
const parse = async (expression: string): Promise<Parsed> => {
  const { default: jsonata } = await import("jsonata");
  const fresh = jsonata(expression);
  // JSONata's own $eval makes an expression of what somebody sends, and is refused when the functions are built.
  fresh.registerFunction("parseJson", parseExactJson, "<s-:x>");
  parsed.set(expression, fresh);
  return fresh;
};

const call = (work: (delivery: Delivery) => unknown, delivery: Delivery): unknown => {
  const yielded = work(delivery);
  // A promise may never be kept, and what it waits for is not there: the box has no network to rely on, and no timers.
  if (typeof Object(yielded).then === "function")
    throw new Unusable("yields a promise, which is not waited for: let it answer at once (`lookup` asks an API)");
  return yielded;
};

/** Throws whatever the function or the expression throws, and Unusable. */
export const evaluate = async (expression: Expression, delivery: Delivery): Promise<unknown> => {
  if (typeof expression === "function") return asJson(call(expression, delivery));
  const plain = plainExpression(expression);
  if (plain) return plain(delivery);
  return asJson(await (parsed.get(expression) ?? (await parse(expression))).evaluate(delivery));
};
