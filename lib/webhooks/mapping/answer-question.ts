// Answers what is asked of a source for one delivery: which of its parts are worked out, in which order, and what they threw.
import { isProperties } from "../../core/value.ts";
import type { SignedParts } from "../signatures/scheme.ts";
import type { Delivery, Expression, Mapping, Source } from "../sources/sources.ts";
import { Unusable } from "./as-json.ts";
import { markFound, markMetadataNulls, withoutFoundNulls } from "./found-nulls.ts";
import type {
  QuestionPart,
  Result,
  SourceAnswer,
  SourceQuestion,
  TextsAnswer,
  TextsQuestion,
  Thrown,
} from "./question.ts";

/** How a function or an expression is worked out: in the mapping box all of them, elsewhere the plain ones alone. */
export type Evaluate = (expression: Expression, delivery: Delivery) => unknown;

/** It goes to another process, and may be as long as the delivery. */
const longestText = 2_000;

const textOf = (value: unknown): string => String(value).slice(0, longestText);

/** JSONata ends some of its messages with the value that it could not use, which may be somebody's. */
const hiddenIn = (message: string, value: unknown): string => {
  if (value === undefined) return message;
  try {
    return message.replaceAll(JSON.stringify(value) ?? String(value), "(a value)");
  } catch {
    return "(a message that quotes the delivery)";
  }
};

const thrownBy = (error: unknown): Thrown => {
  const { name, message, stack, code, position, value } = Object(error);
  const isError = error instanceof Error;
  return {
    ...(error instanceof Unusable && { problem: error.message }),
    name: isError ? textOf(name) : "an error",
    message: textOf(message ?? ""),
    hidden: isError ? "its message may quote the delivery" : textOf(hiddenIn(String(message ?? ""), value)),
    ...(isError && { stack: textOf(stack ?? "") }),
    ...(!isError && typeof code === "string" && { code: textOf(code) }),
    ...(typeof position === "number" && { position }),
  };
};

const resultOf = async (work: () => unknown): Promise<Result> => {
  try {
    const value = await work();
    return value === undefined ? {} : { value };
  } catch (error) {
    return { thrown: thrownBy(error) };
  }
};

/**
 * The expressions are worked out one after the other, so that the first one to fail ends it. `path` says where the template
 * stands in the command.
 */
const fill = async (evaluate: Evaluate, template: unknown, delivery: Delivery, path = ""): Promise<unknown> => {
  if (typeof template === "string") return markFound(await evaluate(template, delivery), path);
  if (Array.isArray(template)) {
    const list: unknown[] = [];
    for (const inner of template) list.push(await fill(evaluate, inner, delivery, path));
    return list;
  }
  if (!isProperties(template)) return template;
  const filled: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(template))
    filled.push([name, await fill(evaluate, inner, delivery, path === "" ? name : `${path}.${name}`)]);
  return Object.fromEntries(filled);
};

/**
 * Answers what the mapping yields, as it comes: a command, several, or nothing. A property whose expression finds nothing, or
 * null, is left out; a null that is written in the mapping stays, and so do those that a function returns outside of metadata.
 */
const evaluateMapping = async (evaluate: Evaluate, mapping: Mapping, delivery: Delivery): Promise<unknown> =>
  withoutFoundNulls(
    typeof mapping === "function"
      ? markMetadataNulls(await evaluate(mapping, delivery))
      : await fill(evaluate, mapping, delivery),
  );

const only = (values: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

/**
 * The part of a delivery that its sender vouches for: anybody on the way may have written the rest. Single properties of a body
 * are left out, since two that are signed one behind the other can give characters to each other.
 */
const signedView = (delivery: Delivery, { body, method, url, headers, query }: SignedParts): Delivery => ({
  ...delivery,
  // Each attempt comes at a time of its own, which its sender does not know.
  receivedAt: "",
  method: method ? delivery.method : "",
  body: body ? delivery.body : undefined,
  headers: only(delivery.headers, headers),
  query: url ? delivery.query : only(delivery.query, query),
});

/** Calls `onRead` when somebody looks at what may not be signed. */
const watched = (delivery: Delivery, onRead: () => void): Delivery => {
  const parts = (["method", "headers", "query"] as const).map((name) => {
    const get = () => {
      onRead();
      return delivery[name];
    };
    return [name, { get, enumerable: true }];
  });
  return Object.defineProperties({ ...delivery }, Object.fromEntries(parts));
};

const signedIdOf = async (
  evaluate: Evaluate,
  expression: Expression,
  delivery: Delivery,
  signedParts: SignedParts,
): Promise<NonNullable<SourceAnswer["signedId"]>> => {
  let isAlwaysFound = true;
  const view = watched(signedView(delivery, signedParts), () => {
    isAlwaysFound = false;
  });
  const result = await resultOf(() => evaluate(expression, view));
  return { result, isAlwaysFound };
};

/** What the filter takes out, or cannot say of, is not mapped. */
export const answerOfSource = async (
  evaluate: Evaluate,
  source: Pick<Source, QuestionPart>,
  { delivery, parts, signedParts }: SourceQuestion,
): Promise<SourceAnswer> => {
  const answer: { -readonly [Part in keyof SourceAnswer]: SourceAnswer[Part] } = {};
  const asked = (part: QuestionPart) => (parts.includes(part) ? source[part] : undefined);
  const { filter, deliveryId, map, occurredAt } = {
    filter: asked("filter") as Expression | undefined,
    deliveryId: asked("deliveryId") as Expression | undefined,
    map: asked("map"),
    occurredAt: asked("occurredAt") as Expression | undefined,
  };
  if (filter !== undefined) answer.filter = await resultOf(async () => Boolean(await evaluate(filter, delivery)));
  if (answer.filter && "thrown" in answer.filter) return answer;
  if (deliveryId !== undefined) {
    answer.deliveryId = await resultOf(() => evaluate(deliveryId, delivery));
    if (signedParts && !("thrown" in answer.deliveryId))
      answer.signedId = await signedIdOf(evaluate, deliveryId, delivery, signedParts);
  }
  if (answer.filter && !answer.filter.value) return answer;
  if (map !== undefined) answer.map = await resultOf(() => evaluateMapping(evaluate, map, delivery));
  if (occurredAt !== undefined) answer.occurredAt = await resultOf(() => evaluate(occurredAt, delivery));
  return answer;
};

export const answerOfTexts = async (evaluate: Evaluate, { texts, delivery }: TextsQuestion): Promise<TextsAnswer> => {
  const results: Result[] = [];
  for (const text of texts) results.push(await resultOf(() => evaluate(text, delivery)));
  return results;
};
