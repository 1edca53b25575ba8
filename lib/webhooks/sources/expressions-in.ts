// The JSONata expressions of a mapping, each with its place: for whoever judges them or says what they find.
import { isProperties } from "../../core/value.ts";

/** Where the expressions stand, and what they are. */
export const expressionsIn = (value: unknown, path: string): [string, string][] => {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((inner, index) => expressionsIn(inner, `${path}.${index}`));
  if (!isProperties(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => expressionsIn(inner, `${path}.${name}`));
};
