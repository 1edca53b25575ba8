// Reads JSON bodies as .NET binds them: known properties are checked for type, the others are passed over.
import { isUuid } from "../uuid-from.ts";
import { badInput } from "./refusal.ts";

export type Json = Record<string, unknown>;

export interface Body {
  has(name: string): boolean;
  text(name: string): string | null;
  uuid(name: string): string | null;
  flag(name: string): boolean | null;
  number(name: string): number | null;
  object(name: string): Json | null;
  oneOf<T extends string>(name: string, values: readonly T[]): T | null;
  someOf<T extends string>(name: string, values: readonly T[]): T[] | null;
  texts(name: string): string[] | null;
  uuids(name: string): string[] | null;
  /** A nested object; an absent one reads as empty. */
  part(name: string): Body;
}

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === "string";

const isOneOf =
  <T extends string>(values: readonly T[]): ((value: unknown) => value is T) =>
  (value): value is T =>
    values.some((one) => one === value);

const isListOf =
  <T>(accepts: (value: unknown) => value is T): ((value: unknown) => value is T[]) =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(accepts);

export const body = (value: unknown): Body => {
  if (!isJson(value)) throw badInput("$", value);
  const properties = value;

  const typed = <T>(name: string, accepts: (value: unknown) => value is T): T | null => {
    const found = properties[name] ?? null;
    if (found === null) return null;
    if (!accepts(found)) throw badInput(`$.${name}`, found);
    return found;
  };
  const isUuidText = (found: unknown): found is string => isText(found) && isUuid(found);
  return {
    has: (name) => Object.hasOwn(properties, name),
    text: (name) => typed(name, isText),
    uuid: (name) => typed(name, isUuidText)?.toLowerCase() ?? null,
    flag: (name) => typed(name, (found): found is boolean => typeof found === "boolean"),
    number: (name) => typed(name, (found): found is number => typeof found === "number"),
    object: (name) => typed(name, isJson),
    oneOf: (name, values) => typed(name, isOneOf(values)),
    someOf: (name, values) => typed(name, isListOf(isOneOf(values))),
    texts: (name) => typed(name, isListOf(isText)),
    uuids: (name) => typed(name, isListOf(isUuidText))?.map((id) => id.toLowerCase()) ?? null,
    part: (name) => body(typed(name, isJson) ?? {}),
  };
};
