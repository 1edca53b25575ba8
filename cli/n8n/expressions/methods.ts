// The functions of JavaScript that a mapping may use: each works a value out, and none does anything else.
import type { KnownType } from "./code.ts";

interface Method {
  /** What TypeScript wants of each argument, if it knows that a text is asked. */
  readonly takes: readonly (readonly KnownType[])[];
  readonly least: number;
  readonly yields: KnownType;
  /** It is asked of a list; of what else, it is asked of a text, or of both. */
  readonly ofList?: true;
}

const text: readonly KnownType[] = ["string"];
const number: readonly KnownType[] = ["number"];
const pattern: readonly KnownType[] = ["string", "regex"];
const anything: readonly KnownType[] = ["string", "number", "boolean", "other"];
const work: readonly KnownType[] = ["function"];

const ofText = (least: number, yields: KnownType, ...takes: readonly (readonly KnownType[])[]): Method => ({
  takes,
  least,
  yields,
});
const ofList = (least: number, ...takes: readonly (readonly KnownType[])[]): Method => ({
  takes,
  least,
  yields: "any",
  ofList: true,
});

export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    toLowerCase: ofText(0, "string"),
    toUpperCase: ofText(0, "string"),
    toLocaleLowerCase: ofText(0, "string"),
    toLocaleUpperCase: ofText(0, "string"),
    trim: ofText(0, "string"),
    trimStart: ofText(0, "string"),
    trimEnd: ofText(0, "string"),
    normalize: ofText(0, "string", text),
    replace: ofText(2, "string", pattern, text),
    replaceAll: ofText(2, "string", pattern, text),
    substring: ofText(1, "string", number, number),
    substr: ofText(1, "string", number, number),
    padStart: ofText(1, "string", number, text),
    padEnd: ofText(1, "string", number, text),
    charAt: ofText(1, "string", number),
    split: ofText(1, "any", pattern, number),
    startsWith: ofText(1, "boolean", text, number),
    endsWith: ofText(1, "boolean", text, number),
    match: ofText(1, "any", pattern),
    includes: ofText(1, "boolean", text, number),
    indexOf: ofText(1, "number", text, number),
    lastIndexOf: ofText(1, "number", text, number),
    slice: ofText(0, "string", number, number),
    concat: ofText(1, "any", text, text, text),
    at: ofText(1, "any", number),
    toString: ofText(0, "string"),
    toFixed: ofText(0, "any", number),
    toISOString: ofText(0, "any"),
    getTime: ofText(0, "any"),
    test: ofText(1, "any", anything),
    join: ofList(0, text),
    map: ofList(1, work),
    filter: ofList(1, work),
    find: ofList(1, work),
    some: ofList(1, work),
    every: ofList(1, work),
    flatMap: ofList(1, work),
  } satisfies Record<string, Method>),
);

interface GlobalFunction {
  readonly takes: readonly KnownType[];
  readonly most: number;
  readonly yields: KnownType;
}

const global = (most: number, yields: KnownType, takes: readonly KnownType[]): GlobalFunction => ({
  takes,
  most,
  yields,
});

/** `anything` is what TypeScript minds of none. */
const any: readonly KnownType[] = ["any", "maybe", "string", "number", "boolean", "other"];

export const globalFunctions: ReadonlyMap<string, GlobalFunction> = new Map([
  ["Number", global(1, "number", any)],
  ["String", global(1, "string", any)],
  ["Boolean", global(1, "boolean", any)],
  ["parseInt", global(2, "number", ["any", "string", "number"])],
  ["parseFloat", global(1, "number", ["any", "string"])],
  ["isNaN", global(1, "boolean", ["any", "number"])],
  ["encodeURIComponent", global(1, "string", ["any", "string"])],
  ["decodeURIComponent", global(1, "string", ["any", "string"])],
  ["JSON.stringify", global(1, "any", any)],
  ["JSON.parse", global(1, "any", ["any", "string"])],
  ["Math.round", global(1, "number", ["any", "number"])],
  ["Math.floor", global(1, "number", ["any", "number"])],
  ["Math.ceil", global(1, "number", ["any", "number"])],
  ["Math.abs", global(1, "number", ["any", "number"])],
  ["Math.trunc", global(1, "number", ["any", "number"])],
  ["Math.min", global(8, "number", ["any", "number"])],
  ["Math.max", global(8, "number", ["any", "number"])],
  ["Array.isArray", global(1, "boolean", any)],
  ["Number.isInteger", global(1, "boolean", any)],
  ["Object.keys", global(1, "any", ["any"])],
  ["Object.values", global(1, "any", ["any"])],
]);
