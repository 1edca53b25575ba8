// Damages a value, and then its text, as senders do and as attackers would: what comes of it is near enough to be looked at.
import fc from "fast-check";
import { canaries } from "./canaries.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const nested = (levels: number): Json => {
  let value: Json = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** A depth is written as such: the kept seed stays short. */
const oddValue = fc.oneof(
  fc.constantFrom<Json>(canaries.text, canaries.phone, canaries.token, "", " ", "\u200b", null, true, -0, 1e21, [], {}),
  fc.constantFrom<Json>(
    "__proto__",
    "constructor",
    "\ud800",
    "\u202eabc",
    "\u001b[31m",
    "a\nb",
    "0".repeat(300),
    "null",
    "[[",
    "{}",
  ),
  fc.constantFrom<Json>(
    "2026-11-30 18:00",
    "COMPLETED",
    "update",
    "5e551011-0000-4000-8000-000000000001",
    "../..",
    "%00",
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

export const valueEdit = fc.record({
  at: fc.nat(200),
  how: fc.constantFrom("replace", "remove", "add", "wrap", "rename", "nest"),
  name: fc.constantFrom(
    "session",
    "sessionId",
    "command",
    "metadata",
    "fields",
    "__proto__",
    "constructor",
    "x",
    canaries.text,
    "0",
    "",
    "onNone",
    "template",
    "status",
    "id",
  ),
  value: oddValue,
  levels: fc.constantFrom(2, 99, 101, 5_000, 60_000),
});
export type ValueEdit = typeof valueEdit extends fc.Arbitrary<infer Edit> ? Edit : never;

const isNest = (value: unknown): value is Record<string, Json> => typeof value === "object" && value !== null;

/** Places in it, each as what holds it and under which key. */
const placesIn = (root: { "": Json }): [Record<string, Json>, string][] => {
  const places: [Record<string, Json>, string][] = [];
  const waiting: Record<string, Json>[] = [root];
  for (let nest = waiting.shift(); nest && places.length < 500; nest = waiting.shift())
    for (const key of Object.keys(nest)) {
      places.push([nest, key]);
      const inner = nest[key];
      if (isNest(inner)) waiting.push(inner);
    }
  return places;
};

const define = (nest: Record<string, Json>, name: string, value: Json): void => {
  Object.defineProperty(nest, name, { value, enumerable: true, writable: true, configurable: true });
};

const editOnce = (root: { "": Json }, { at, how, name, value: given, levels }: ValueEdit): void => {
  // A later edit may reach into what this one puts there, and the same value may be put at two places: each gets its own, or it could hold itself.
  const value = structuredClone(given);
  const places = placesIn(root);
  const [holder, key] = places[at % places.length] ?? [root as Record<string, Json>, ""];
  const held = holder[key] as Json;
  const isRoot = holder === (root as unknown);
  if (how === "remove" && !isRoot) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (how === "add" && isNest(held)) {
    if (Array.isArray(held)) held.push(value);
    else define(held, name, value);
  } else if (how === "rename" && !isRoot && !Array.isArray(holder)) {
    delete holder[key];
    define(holder, name, held);
  } else if (how === "wrap") define(holder, key, [held]);
  else define(holder, key, how === "nest" ? nested(levels) : value);
};

/** The value itself stays as it is. */
export const edited = (value: unknown, edits: readonly ValueEdit[]): Json => {
  const root = { "": structuredClone(value) as Json };
  for (const edit of edits) editOnce(root, edit);
  return root[""];
};

/** JSON.stringify gives up on what is nested deep, and the point is to send it. */
export const deepText = (value: unknown): string => {
  const pieces: string[] = [];
  const waiting: (string | { value: unknown })[] = [{ value }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "string") pieces.push(next);
    else if (!isNest(next.value)) pieces.push(JSON.stringify(next.value) ?? "null");
    else {
      const isList = Array.isArray(next.value);
      const entries = Object.entries(next.value);
      waiting.push(isList ? "]" : "}");
      for (const [index, [name, inner]] of [...entries.entries()].toReversed()) {
        waiting.push({ value: inner });
        waiting.push(`${index > 0 ? "," : ""}${isList ? "" : `${JSON.stringify(name)}:`}`);
      }
      waiting.push(isList ? "[" : "{");
    }
  }
  return pieces.join("");
};

export const textEdit = fc.record({
  at: fc.nat(5_000),
  cut: fc.nat(20),
  put: fc.oneof(
    fc.constantFrom(
      "",
      "{",
      "}",
      "[",
      "]",
      '"',
      ",",
      ":",
      "&",
      "=",
      "%",
      "\\",
      "\0",
      "\ufeff",
      "\r\n",
      "--b\r\n",
      "--b--",
    ),
    fc.constantFrom(
      "1e999",
      `1.${"0".repeat(400)}1`,
      "123456789012345678901",
      "\\u0000",
      "\\ud800",
      "%zz",
      "&#xffffff;",
      "[".repeat(200),
      canaries.text,
    ),
    fc.string({ maxLength: 5 }),
  ),
  times: fc.constantFrom(1, 1, 1, 2, 50, 2_000),
});
export type TextEdit = typeof textEdit extends fc.Arbitrary<infer Edit> ? Edit : never;

export const editedText = (text: string, edits: readonly TextEdit[]): string =>
  edits.reduce((given, { at, cut, put, times }) => {
    const start = given.length === 0 ? 0 : at % (given.length + 1);
    return given.slice(0, start) + put.repeat(times) + given.slice(start + cut);
  }, text);

/** Mostly one damage, and seldom of the text: what is no JSON any more is looked at by its reader alone. */
export const damage = fc.record({
  edits: fc.array(valueEdit, { maxLength: 4 }),
  texts: fc.oneof(
    { weight: 3, arbitrary: fc.constant<TextEdit[]>([]) },
    { weight: 2, arbitrary: fc.array(textEdit, { minLength: 1, maxLength: 3 }) },
  ),
});
export type Damage = typeof damage extends fc.Arbitrary<infer Each> ? Each : never;

export const damagedText = (value: unknown, { edits, texts }: Damage): string =>
  editedText(deepText(edited(value, edits)), texts);
