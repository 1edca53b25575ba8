// The building blocks of the secrets' shapes. Every function reads a secret when it starts, and zod took 10 ms of that: these refuse what
// zod would refuse, with the same issues, so that `checkConfig` tells them in the same words.
import { own } from "./value.ts";

/** One thing that is wrong, as zod names it; `errors` are those of each alternative, `issues` those of a name. */
export interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
  readonly issues?: readonly Issue[];
}

/** Reads a value; zod's shapes are such. */
export interface Shape<Value = unknown> {
  safeParse(
    value: unknown,
  ): { success: true; data: Value } | { success: false; error: { readonly issues: readonly Issue[] } };
}

interface Read<Value> {
  /** It is what it should be only where there are no issues. */
  readonly value: Value;
  readonly issues: readonly Issue[];
}

export interface SecretShape<Value> extends Shape<Value> {
  read(value: unknown): Read<Value>;
}

/** What a shape yields. */
export type Output<Of extends Shape> = Extract<ReturnType<Of["safeParse"]>, { success: true }>["data"];

const shapeOf = <Value>(read: (value: unknown) => Read<Value>): SecretShape<Value> => ({
  read,
  safeParse: (value) => {
    const { value: data, issues } = read(value);
    return issues.length === 0 ? { success: true, data } : { success: false, error: { issues } };
  },
});

const invalid = "Invalid input";

const issue = (code: string, message: string): Issue => ({ code, path: [], message });

const below = (key: PropertyKey, issues: readonly Issue[]): readonly Issue[] =>
  issues.map((each) => ({ ...each, path: [key, ...each.path] }));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One that is of its kind, and wrong in its length, its letters or by keys too many, was meant as what it is. */
const isOfItsKind = ({ issues }: Read<unknown>): boolean =>
  issues.every(({ code }) => ["too_small", "invalid_format", "unrecognized_keys"].includes(code));

interface TextRules {
  readonly message?: string;
  /** It takes off what was pasted with a text. */
  readonly clean?: (text: string) => string;
  readonly atLeast?: readonly [length: number, message: string];
  readonly like?: readonly [pattern: RegExp, message: string];
}

export const text = ({
  message = invalid,
  clean = (given) => given,
  atLeast: [least, tooShort] = [0, ""],
  like: [pattern, unlike] = [/^/, ""],
}: TextRules = {}): SecretShape<string> =>
  shapeOf((given) => {
    if (typeof given !== "string") return { value: "", issues: [issue("invalid_type", message)] };
    const value = clean(given);
    return {
      value,
      issues: [
        ...(value.length < least ? [issue("too_small", tooShort)] : []),
        ...(pattern.test(value) ? [] : [issue("invalid_format", unlike)]),
      ],
    };
  });

export const flag = (message: string): SecretShape<boolean> =>
  shapeOf((value) => ({
    value: value === true,
    issues: typeof value === "boolean" ? [] : [issue("invalid_type", message)],
  }));

export const anything: SecretShape<unknown> = shapeOf((value) => ({ value, issues: [] }));

export const optional = <Value>(shape: SecretShape<Value>): SecretShape<Value | undefined> =>
  shapeOf<Value | undefined>((value) => (value === undefined ? { value, issues: [] } : shape.read(value)));

/** `needsOne` is what an empty one is told, where it must not be empty. */
export const list = <Value>(item: SecretShape<Value>, message = invalid, needsOne?: string): SecretShape<Value[]> =>
  shapeOf((given) => {
    const isEmpty = (given === "" || (Array.isArray(given) && given.length === 0)) && needsOne !== undefined;
    const tooFew = isEmpty ? [issue("too_small", needsOne)] : [];
    if (!Array.isArray(given)) return { value: [], issues: [issue("invalid_type", message), ...tooFew] };
    const reads = given.map((each) => item.read(each));
    return {
      value: reads.map(({ value }) => value),
      issues: [...reads.flatMap(({ issues }, index) => below(index, issues)), ...tooFew],
    };
  });

type Parts = Readonly<Record<string, SecretShape<unknown>>>;

type Whole<Of extends Parts> = {
  [Name in keyof Of as undefined extends Output<Of[Name]> ? never : Name]: Output<Of[Name]>;
} & { [Name in keyof Of as undefined extends Output<Of[Name]> ? Name : never]?: Output<Of[Name]> };

/** It has these parts and no others. */
export const exactly = <Of extends Parts>(parts: Of, message = invalid): SecretShape<Whole<Of>> =>
  shapeOf((given) => {
    if (!isObject(given)) return { value: {} as Whole<Of>, issues: [issue("invalid_type", message)] };
    const reads = Object.entries(parts).map(([name, part]) => [name, part.read(own(given, name))] as const);
    const keys = Object.keys(given).filter((key) => !Object.hasOwn(parts, key));
    return {
      value: Object.fromEntries(
        reads.filter(([name]) => Object.hasOwn(given, name)).map(([name, { value }]) => [name, value]),
      ) as Whole<Of>,
      issues: [
        ...reads.flatMap(([name, { issues }]) => below(name, issues)),
        ...(keys.length > 0 ? [{ ...issue("unrecognized_keys", message), keys }] : []),
      ],
    };
  });

/** What stands under `__proto__` is left out, since nobody could tell it from what every object has. */
export const entries = <Value>(
  name: SecretShape<string>,
  entry: SecretShape<Value>,
  message: string,
): SecretShape<Record<string, Value>> =>
  shapeOf((given) => {
    if (!isObject(given)) return { value: {}, issues: [issue("invalid_type", message)] };
    const issues: Issue[] = [];
    const read: [string, Value][] = [];
    for (const [key, value] of Object.entries(given)) {
      if (key === "__proto__") continue;
      const named = name.read(key);
      if (named.issues.length > 0) {
        issues.push({ ...issue("invalid_key", invalid), path: [key], issues: named.issues });
        continue;
      }
      const found = entry.read(value);
      issues.push(...below(key, found.issues));
      read.push([key, found.value]);
    }
    return { value: Object.fromEntries(read), issues };
  });

/** The first that takes it. Where one alone is of its kind, its issues are told, and else those of both. */
export const either = <One, Other>(
  one: SecretShape<One>,
  other: SecretShape<Other>,
  message: string,
): SecretShape<One | Other> =>
  shapeOf<One | Other>((given) => {
    const reads: readonly Read<One | Other>[] = [one.read(given), other.read(given)];
    const good = reads.find(({ issues }) => issues.length === 0);
    if (good) return good;
    const [only, ...others] = reads.filter(isOfItsKind);
    if (only && others.length === 0) return only;
    const errors = reads.map(({ issues }) => issues);
    return { value: given as One, issues: [{ ...issue("invalid_union", message), errors }] };
  });
