// Refuses configuration as a whole, with all its problems at once and never with a text from it.
import type * as z from "zod/mini";
import type { ReportProblem } from "./config-shape.ts";
import { Fault, faults } from "./faults.ts";
import { shownKey } from "./known-properties.ts";

export const refuseConfig = (what: string, problems: readonly string[]): void => {
  if (problems.length === 0) return;
  throw new Fault(faults.configInvalid, {
    message: `${what} is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
  });
};

/** A secret that is written the wrong way round has keys where names belong. */
export const shownName = (name: string): string => (name.length <= 24 && !/^pn_/i.test(name) ? shownKey(name) : "?");

/** Answers the issues of the alternative that was meant: the value is of its kind, and wrong further in. None are where no alternative is, or several are. */
const meant = ({ errors }: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] => {
  const without = (wrong: string, choices: typeof errors) =>
    choices.filter((issues) => !issues.some(({ code, path }) => path.length === 0 && code === wrong));
  const ofItsType = without("invalid_type", errors);
  const [only, ...others] = ofItsType.length > 1 ? without("invalid_value", ofItsType) : ofItsType;
  return only !== undefined && others.length === 0 ? only : [];
};

const flatten = (issue: z.core.$ZodIssue): z.core.$ZodIssue[] => {
  const inner = issue.code === "invalid_union" ? meant(issue) : [];
  if (inner.length === 0) return [issue];
  return inner.flatMap((each) => flatten({ ...each, path: [...issue.path, ...each.path] }));
};

const describe = ({ code, path, message, ...issue }: z.core.$ZodIssue): string => {
  const where = path.map((key) => (typeof key === "number" ? key : shownName(String(key)))).join(".") || "the whole";
  if (code !== "unrecognized_keys" || !("keys" in issue)) return `${where}: ${message}`;
  return `${where}: unknown ${issue.keys.map(shownName).join(", ")}; ${message}`;
};

/** Answers the value as `shape` reads it, or every problem of it with its path; `under` is where the value stands. */
export const checkConfig = <Shape extends z.ZodMiniType>(
  shape: Shape,
  value: unknown,
  under: readonly string[] = [],
): { ok: true; value: z.output<Shape> } | { ok: false; problems: string[] } => {
  const { success, data, error } = shape.safeParse(value);
  if (success) return { ok: true, value: data };
  const issues = error.issues.flatMap(flatten).map((issue) => ({ ...issue, path: [...under, ...issue.path] }));
  return { ok: false, problems: issues.map(describe) };
};

/** Answers the value as `shape` reads it; `findProblems` sees it as it was written. Throws CONFIG_INVALID naming every path at fault. */
export const readConfig = <Shape extends z.ZodMiniType>(
  what: string,
  shape: Shape,
  value: unknown,
  findProblems?: (value: unknown, report: ReportProblem) => void,
): z.output<Shape> => {
  const result = shape.safeParse(value);
  const issues = result.success ? [] : result.error.issues.flatMap(flatten);
  findProblems?.(value, (path, message) => issues.push({ code: "custom", input: value, path: [...path], message }));
  refuseConfig(what, issues.map(describe));
  return result.data as z.output<Shape>;
};
