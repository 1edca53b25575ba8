// Checks the input of the control endpoints by a table of properties; an unknown name is an error, never a silence.

import { exactly, readInstant } from "../dates.ts";
import { isJson, type Json } from "../http/body.ts";
import { isUuid } from "../uuid-from.ts";
import { AdminError } from "./admin-error.ts";

export type Check<T> = (value: unknown, name: string) => T;
type Shape = Record<string, Check<unknown>>;
type Read<S extends Shape> = { [Name in keyof S]?: ReturnType<S[Name]> };

export function readProperties<S extends Shape>(value: unknown, what: string, shape: S): Read<S> {
  const names = Object.keys(shape).join(", ");
  if (!isJson(value)) throw new AdminError(`${what} is a JSON object of ${names}`);
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) throw new AdminError(`${what} has no property ${unknown}; there are ${names}`);
  const read = Object.entries(value).map(([name, found]) => [name, shape[name]?.(found, `${what}.${name}`)]);
  return Object.fromEntries(read) as Read<S>;
}

export function aText(value: unknown, name: string): string {
  return typeof value === "string" ? value : wrong(name, "a string");
}

export function aNumber(value: unknown, name: string): number {
  return typeof value === "number" && value >= 0 ? value : wrong(name, "a number from 0");
}

export function aCount(value: unknown, name: string): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0
    ? value
    : wrong(name, "a whole number from 0");
}

export function aFlag(value: unknown, name: string): boolean {
  return typeof value === "boolean" ? value : wrong(name, "true or false");
}

export function aUuid(value: unknown, name: string): string {
  return typeof value === "string" && isUuid(value) ? value.toLowerCase() : wrong(name, "a UUID");
}

export function aDate(value: unknown, name: string): string {
  return exactly(anInstantMs(value, name));
}

export function anInstantMs(value: unknown, name: string): number {
  const instant = typeof value === "string" ? readInstant(value) : undefined;
  return instant === undefined ? wrong(name, "a date such as 2026-11-20T15:04:05Z") : instant.ms;
}

export function anObject(value: unknown, name: string): Json {
  return isJson(value) ? value : wrong(name, "a JSON object");
}

export function anything(value: unknown): unknown {
  return value;
}

export function oneOf<const T extends string | boolean>(values: readonly T[]): Check<T> {
  return (value, name) => values.find((one) => one === value) ?? wrong(name, `one of ${values.join(", ")}`);
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, name) => (value === null ? null : check(value, name));
}

export function listOf<T>(check: Check<T>): Check<T[]> {
  return (value, name) =>
    Array.isArray(value) ? value.map((one, index) => check(one, `${name}[${index}]`)) : wrong(name, "an array");
}

function wrong(name: string, expected: string): never {
  throw new AdminError(`${name} is ${expected}`);
}
