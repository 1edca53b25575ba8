// Makes JSON of what a function or an expression yields, and refuses what JSON would turn into null or into nothing: WTS erases a field for a null.

import { deepestEnclosed, nestedDeeper } from "../../core/json-depth.ts";
import { isProperties } from "../../core/value.ts";

/** Its message is ours, and quotes nothing. */
export class Unusable extends Error {
  override name = "Unusable";
}

const notJson = (what: string): Unusable => new Unusable(`yields ${what}, which is no JSON`);

const asText = (date: Date): string => {
  if (Number.isNaN(date.getTime())) throw notJson("a date that is none");
  return date.toISOString();
};

/** Undefined stays undefined; a property without a value is left out. Throws Unusable. */
export const asJson = (value: unknown, depth = 0): unknown => {
  if (value === undefined || value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw notJson("a number that is none");
    return value;
  }
  if (typeof value !== "object") throw notJson(`a ${typeof value}`);
  if (value instanceof Date) return asText(value);
  if (depth >= deepestEnclosed) throw new Unusable(`yields what is ${nestedDeeper(deepestEnclosed)}`);
  if (Array.isArray(value)) return Array.from(value, (inner) => asJson(inner, depth + 1) ?? null);
  if (!isProperties(value)) throw notJson("an object of a class, such as a Map");
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      const json = asJson(inner, depth + 1);
      return json === undefined ? [] : [[name, json]];
    }),
  );
};
