// Query parameters as WTS binds them: exact names, everything else passed over in silence.
import { readInstant } from "../dates.ts";
import { isUuid } from "../uuid-from.ts";
import { badInput } from "./refusal.ts";

export type Query = {
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
};

export function query(search: URLSearchParams, anyCase: boolean): Query {
  const same = (a: string, b: string) => a === b || (anyCase && a.toLowerCase() === b.toLowerCase());

  function texts(name: string): string[] {
    return [...search].filter(([key]) => same(key, name)).map(([, value]) => value);
  }
  function text(name: string): string | undefined {
    return texts(name).find((value) => value !== "");
  }
  function uuid(name: string): string | undefined {
    const value = text(name);
    if (value !== undefined && !isUuid(value)) throw badInput(name, value);
    return value?.toLowerCase();
  }
  function uuids(name: string): string[] {
    const values = texts(name);
    const wrong = values.find((value) => !isUuid(value));
    if (wrong !== undefined) throw badInput(name, wrong);
    return values.map((value) => value.toLowerCase());
  }
  function someOf<T extends string>(name: string, values: readonly T[]): T[] {
    return texts(name).map((value) => {
      const known = values.find((one) => one === value);
      if (known === undefined) throw badInput(name, value);
      return known;
    });
  }
  function integer(name: string): number | undefined {
    const value = text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,10}$/.test(value)) throw badInput(name, value);
    return Number(value);
  }
  function instantMs(name: string): number | undefined {
    const value = text(name);
    if (value === undefined) return undefined;
    const instant = readInstant(value);
    if (instant === undefined) throw badInput(name, value);
    return instant.ms;
  }
  function pairs(name: string): [string, string][] {
    return [...search].flatMap(([key, value]): [string, string][] => {
      const match = /^(.+)\[(.+)\]$/.exec(key);
      return match?.[1] !== undefined && match[2] !== undefined && same(match[1], name) ? [[match[2], value]] : [];
    });
  }
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
}
