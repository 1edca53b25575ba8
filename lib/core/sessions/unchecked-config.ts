// Reads what a configuration says without trusting any of it: other rules report what is wrong with it.
import { foldName } from "../names.ts";
import { isProperties, own } from "../value.ts";
import { listed } from "./listed.ts";

/** A property of an object. Undefined where the value is no object. */
export const child = (value: unknown, name: string): unknown => (isProperties(value) ? own(value, name) : undefined);

/** The list, or an empty one where the value is no list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The values of a criterion, with texts folded. Undefined where nothing, or nothing that can be compared, is given. */
export const valuesOf = (match: unknown, criterion: string): unknown[] | undefined => {
  const values = listed(child(match, criterion) as unknown);
  return values?.map((value) => (typeof value === "string" ? foldName(value) : value));
};
