// What a configuration says, read without trusting any of it: other rules report what is wrong with it.
import { foldName } from "../names.ts";
import { isProperties, own } from "../value.ts";
import { listed } from "./session-match.ts";

/** Of an object; undefined where it is none. */
export const child = (value: unknown, name: string): unknown => (isProperties(value) ? own(value, name) : undefined);

/** Empty where it is no list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Undefined where nothing, or nothing that can be compared, is given. */
export const valuesOf = (match: unknown, criterion: string): unknown[] | undefined => {
  const values = listed(child(match, criterion) as unknown);
  return values?.map((value) => (typeof value === "string" ? foldName(value) : value));
};
