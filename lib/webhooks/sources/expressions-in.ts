// Finds the JSONata expressions of a source: the texts in its mapping, and in whatever else it works out.
import { isProperties } from "../../core/value.ts";

/** The JSONata expressions in a value, each with its path, such as "map.metadata.deal". */
export const expressionsIn = (value: unknown, path: readonly string[] = []): [path: string, expression: string][] => {
  if (typeof value === "string") return [[path.join("."), value]];
  if (!Array.isArray(value) && !isProperties(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => expressionsIn(inner, [...path, name]));
};
