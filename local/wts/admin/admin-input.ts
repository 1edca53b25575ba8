// Checks the input of the control endpoints by a table of properties; an unknown name is an error, never a silence.
import { exactly, readInstant } from "../dates.ts";
import { isJson, type Json } from "../http/body.ts";
import { isUuid } from "../uuid-from.ts";

export type Check<T> = (value: unknown, name: string) => T;
type Shape = Record<string, Check<unknown>>;
type Read<S extends Shape> = { [Name in keyof S]?: ReturnType<S[Name]> };

/** What the control endpoints throw at wrong input: a sentence that says what was expected. */
export class AdminError extends Error {}

export const readProperties = <S extends Shape>(value: unknown, what: string, shape: S): Read<S> => {
  const names = Object.keys(shape).join(", ");
  if (!isJson(value)) throw new AdminError(`${what} is a JSON object of ${names}`);
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) throw new AdminError(`${what} has no property ${unknown}; there are ${names}`);
  const read = Object.entries(value).map(([name, found]) => [name, shape[name]?.(found, `${what}.${name}`)]);
  return Object.fromEntries(read) as Read<S>;
};

const wrong = (name: string, expected: string): never => {
  throw new AdminError(`${name} is ${expected}`);
};

export const aText = (value: unknown, name: string): string =>
  typeof value === "string" ? value : wrong(name, "a string");

export const aNumber = (value: unknown, name: string): number =>
  typeof value === "number" && value >= 0 ? value : wrong(name, "a number from 0");

export const aCount = (value: unknown, name: string): number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : wrong(name, "a whole number from 0");

export const aFlag = (value: unknown, name: string): boolean =>
  typeof value === "boolean" ? value : wrong(name, "true or false");

export const aUuid = (value: unknown, name: string): string =>
  typeof value === "string" && isUuid(value) ? value.toLowerCase() : wrong(name, "a UUID");

export const anInstantMs = (value: unknown, name: string): number => {
  const instant = typeof value === "string" ? readInstant(value) : undefined;
  return instant === undefined ? wrong(name, "a date such as 2026-11-20T15:04:05Z") : instant.ms;
};

export const aDate = (value: unknown, name: string): string => exactly(anInstantMs(value, name));

export const anObject = (value: unknown, name: string): Json => (isJson(value) ? value : wrong(name, "a JSON object"));

export const anything = (value: unknown): unknown => value;

export const oneOf =
  <const T extends string | boolean>(values: readonly T[]): Check<T> =>
  (value, name) =>
    values.find((one) => one === value) ?? wrong(name, `one of ${values.join(", ")}`);

export const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (value, name) =>
    value === null ? null : check(value, name);

export const listOf =
  <T>(check: Check<T>): Check<T[]> =>
  (value, name) =>
    Array.isArray(value) ? value.map((one, index) => check(one, `${name}[${index}]`)) : wrong(name, "an array");
