// Reads query parameters as WTS binds them: exact names, everything else passed over in silence.
import { readInstant } from "../dates.ts";
import { isUuid } from "../uuid-from.ts";
import { badInput } from "./refusal.ts";

export interface Query {
  text(name: string): string | undefined;
  texts(name: string): string[];
  uuid(name: string): string | undefined;
  uuids(name: string): string[];
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined;
  someOf<T extends string>(name: string, values: readonly T[]): T[];
  integer(name: string): number | undefined;
  instantMs(name: string): number | undefined;
  /** `Name[key]=value` pairs; how WTS wants objects in a query is not documented. */
  pairs(name: string): [string, string][];
}

export const query = (search: URLSearchParams, anyCase: boolean): Query => {
  const same = (a: string, b: string) => a === b || (anyCase && a.toLowerCase() === b.toLowerCase());

  const texts = (name: string): string[] => [...search].filter(([key]) => same(key, name)).map(([, value]) => value);
  const text = (name: string): string | undefined => texts(name).find((value) => value !== "");
  const uuid = (name: string): string | undefined => {
    const value = text(name);
    if (value !== undefined && !isUuid(value)) throw badInput(name, value);
    return value?.toLowerCase();
  };
  const uuids = (name: string): string[] => {
    const values = texts(name);
    const wrong = values.find((value) => !isUuid(value));
    if (wrong !== undefined) throw badInput(name, wrong);
    return values.map((value) => value.toLowerCase());
  };
  const someOf = <T extends string>(name: string, values: readonly T[]): T[] =>
    texts(name).map((value) => {
      const known = values.find((one) => one === value);
      if (known === undefined) throw badInput(name, value);
      return known;
    });
  const integer = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,10}$/.test(value)) throw badInput(name, value);
    return Number(value);
  };
  const instantMs = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    const instant = readInstant(value);
    if (instant === undefined) throw badInput(name, value);
    return instant.ms;
  };
  const pairs = (name: string): [string, string][] =>
    [...search].flatMap(([key, value]): [string, string][] => {
      const match = /^(.+)\[(.+)\]$/.exec(key);
      return match?.[1] !== undefined && match[2] !== undefined && same(match[1], name) ? [[match[2], value]] : [];
    });
  return {
    text,
    texts,
    uuid,
    uuids,
    oneOf: (name, values) => someOf(name, values)[0],
    someOf,
    integer,
    instantMs,
    pairs,
  };
};
