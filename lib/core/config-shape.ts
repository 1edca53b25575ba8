// The building blocks of hooks.config.ts: each refuses what it does not know and says what was expected.
import * as z from "zod/mini";
import { entryNameExpected, entryNamePattern } from "./entry-name.ts";
import { nearest } from "./names.ts";

const isUnknownKeys = (issue: z.core.$ZodRawIssue): issue is z.core.$ZodRawIssue & { keys: string[] } =>
  issue.code === "unrecognized_keys";

/** A key of hooks.config.ts that is renamed is one row here: its former name, and the one it has now in the same object. */
const renamedKeys: Readonly<Record<string, string>> = {};

/**
 * An object has exactly these parts. A key by a former name is answered with the name it has now, a misspelt one with its
 * correction, which `meant` may know better.
 */
export const exactly = <Shape extends z.core.$ZodLooseShape>(
  parts: Shape,
  meant: (key: string) => string | undefined = () => undefined,
  renamed = renamedKeys,
) => {
  const known = Object.keys(parts);
  const shape = `must be {${known.join(", ")}}`;
  const isRenamed = (key: string): boolean => known.includes(renamed[key] ?? "");
  const corrections = (keys: readonly string[]): readonly string[] => {
    const names = keys.filter((key) => !isRenamed(key)).flatMap((key) => meant(key) ?? nearest(key, known) ?? []);
    return [
      ...keys.filter(isRenamed).map((key) => `${key} is called ${renamed[key]} now`),
      ...(names.length > 0 ? [`the nearest is ${names.join(", ")}`] : []),
    ];
  };
  return z.strictObject(parts, {
    error: (issue) =>
      isUnknownKeys(issue) ? [`${shape} and nothing else`, ...corrections(issue.keys)].join("; ") : shape,
  });
};

/** An object that may be left out: then it has its own parts' defaults. */
export const part = <Shape extends z.core.$ZodLooseShape>(parts: Shape) => z.prefault(exactly(parts), {} as never);

export const positive = (unit: string) =>
  z
    .number(`must be a number of ${unit}`)
    .check(z.positive(`must be more than 0 ${unit}`), z.int(`must be whole ${unit}`));

/** It names somebody or something in WTS, or is its id; `what` says of whom. */
export const name = (what: string) =>
  z.string(`must be ${what}`).check(z.refine((text) => text.trim() !== "" && text.length <= 200, `must be ${what}`));

/** An account and a webhook source have such a name. */
export const entryName = z.string().check(z.regex(entryNamePattern, entryNameExpected));

export type ReportProblem = (path: readonly (string | number)[], message: string) => void;

/** A rule about several properties at once; it runs even where one of them is wrong already, and so reads them as unknown. */
export const rule = <Value>(findProblems: (value: unknown, report: ReportProblem) => void): z.core.$ZodCheck<Value> => {
  const check = z.check<Value>(({ value, issues }) =>
    findProblems(value, (path, message) => issues.push({ code: "custom", input: value, path: [...path], message })),
  );
  check._zod.def.when = () => true;
  return check;
};
