// The building blocks of hooks.config.ts: each refuses what it does not know and says what was expected.
import * as z from "zod/mini";
import { nearest } from "./nearest.ts";

const isUnknownKeys = (issue: z.core.$ZodRawIssue): issue is z.core.$ZodRawIssue & { keys: string[] } =>
  issue.code === "unrecognized_keys";

/** An object of exactly these parts; a misspelt one is answered with its correction, which `meant` may know better. */
export const exactly = <Shape extends z.core.$ZodLooseShape>(
  parts: Shape,
  meant: (key: string) => string | undefined = () => undefined,
) => {
  const known = Object.keys(parts);
  return z.strictObject(parts, {
    error: (issue) =>
      isUnknownKeys(issue)
        ? `must be {${known.join(", ")}} and nothing else; the nearest is ${issue.keys.map((key) => meant(key) ?? nearest(key, known)).join(", ")}`
        : `must be {${known.join(", ")}}`,
  });
};

/** One that is left out has its own parts' defaults. */
export const part = <Shape extends z.core.$ZodLooseShape>(parts: Shape) => z.prefault(exactly(parts), {} as never);

export const positive = (unit: string) =>
  z
    .number(`must be a number of ${unit}`)
    .check(z.positive(`must be more than 0 ${unit}`), z.int(`must be whole ${unit}`));

/** Of somebody or something in WTS, or its id; `what` says of whom. */
export const name = (what: string) =>
  z.string(`must be ${what}`).check(z.refine((text) => text.trim() !== "" && text.length <= 200, `must be ${what}`));

export type ReportProblem = (path: readonly (string | number)[], message: string) => void;

/** A rule about several properties at once; it runs even where one of them is wrong already, and so reads them as unknown. */
export const rule = <Value>(judge: (value: unknown, report: ReportProblem) => void): z.core.$ZodCheck<Value> => {
  const check = z.check<Value>(({ value, issues }) =>
    judge(value, (path, message) => issues.push({ code: "custom", input: value, path: [...path], message })),
  );
  check._zod.def.when = () => true;
  return check;
};
