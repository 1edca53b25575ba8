// Refuses configuration as a whole, with all its problems at once and never with a text from it.
import type { ReportProblem } from "./config-shape.ts";
import { Fault, faults } from "./faults.ts";
import { isTooDeep, nestedDeeper } from "./json-depth.ts";
import { shownKey } from "./known-properties.ts";
import type { Issue, Output, Shape } from "./secret-shape.ts";

const invalid = (what: string, problems: readonly string[]): Fault =>
  new Fault(faults.configInvalid, {
    message: `${what} is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
  });

export const refuseConfig = (what: string, problems: readonly string[]): void => {
  if (problems.length > 0) throw invalid(what, problems);
};

/** A secret that is written the wrong way round has keys where names belong. */
export const shownName = (name: string): string => (name.length <= 24 && !/^pn_/i.test(name) ? shownKey(name) : "?");

/** Answers the issues of the alternative that was meant: the value is of its kind, and wrong further in. None are where no alternative is, or several are. */
const meant = ({ errors = [] }: Issue): readonly Issue[] => {
  const without = (wrong: string, choices: readonly (readonly Issue[])[]) =>
    choices.filter((issues) => !issues.some(({ code, path }) => path.length === 0 && code === wrong));
  const ofItsType = without("invalid_type", errors);
  const [only, ...others] = ofItsType.length > 1 ? without("invalid_value", ofItsType) : ofItsType;
  return only !== undefined && others.length === 0 ? only : [];
};

const flatten = (issue: Issue): Issue[] => {
  const inner = issue.code === "invalid_union" ? meant(issue) : [];
  if (inner.length === 0) return [issue];
  return inner.flatMap((each) => flatten({ ...each, path: [...issue.path, ...each.path] }));
};

const inner = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

const nameOf = (item: unknown): string | undefined => {
  const name = inner(item, "name");
  return typeof name === "string" && /^[a-z0-9][a-z0-9-]{0,39}$/.test(name) ? name : undefined;
};

/** People know a policy by its name, and count nothing: its place in the list is said only where it has no name of its own. */
const shownPlace = (list: unknown, index: number): string => {
  const names = Array.isArray(list) ? list.map(nameOf) : [];
  const name = names[index];
  return name !== undefined && names.indexOf(name) === names.lastIndexOf(name) ? name : String(index);
};

const shownPath = (path: readonly PropertyKey[], whole: unknown, under: readonly string[]): string => {
  let value = whole;
  const shown = path.map((key) => {
    const text = typeof key === "number" ? shownPlace(value, key) : shownName(String(key));
    value = inner(value, key);
    return text;
  });
  return [...under.map(shownName), ...shown].join(".") || "the whole";
};

/** What was found is said unless it is a text, which may be a secret in the wrong place. */
const found = (value: unknown): string => {
  if (value === undefined) return "";
  if (typeof value === "string") return ", and is a text";
  if (typeof value === "function") return ", and is a function";
  if (Array.isArray(value)) return ", and is a list";
  return `, and is ${typeof value === "object" && value !== null ? "an object" : value}`;
};

/** A rule of ours says by itself what it found. Of a text that is none of several, or of a list that is too short, what it is says nothing. */
const saysNothingFound = ({ code, message }: Issue, value: unknown): boolean =>
  code === "custom" ||
  (code === "too_small" && Array.isArray(value)) ||
  message.includes("and is ") ||
  (typeof value === "string" && code !== "invalid_type");

const describe = (issue: Issue, whole: unknown, under: readonly string[]): string => {
  const { code, path, message } = issue;
  const where = shownPath(path, whole, under);
  if (code === "unrecognized_keys" && issue.keys)
    return `${where}: unknown ${issue.keys.map(shownName).join(", ")}; ${message}`;
  // What is wrong is the name, whatever it names.
  if (code === "invalid_key" && issue.issues) return `${where}: ${issue.issues[0]?.message ?? message}`;
  const value = path.reduce<unknown>(inner, whole);
  return `${where}: ${message}${saysNothingFound(issue, value) ? "" : found(value)}`;
};

type Checked<Value> = { ok: true; value: Value } | { ok: false; problems: string[] };

interface CheckOptions {
  /** It is where the value stands in what people wrote. */
  under?: readonly string[];
  /** It sees the value as it was written. */
  findProblems?: ((value: unknown, report: ReportProblem) => void) | undefined;
}

/** Answers the value as `shape` reads it, or every problem of it with its path. */
export const checkConfig = <Of extends Shape>(
  shape: Of,
  value: unknown,
  { under = [], findProblems }: CheckOptions = {},
): Checked<Output<Of>> => {
  const where = under.map(shownName).join(".") || "the whole";
  if (isTooDeep(value)) return { ok: false, problems: [`${where}: must not be ${nestedDeeper()}`] };
  const result = shape.safeParse(value);
  const issues = result.success ? [] : result.error.issues.flatMap(flatten);
  findProblems?.(value, (path, message) => issues.push({ code: "custom", path, message }));
  if (result.success && issues.length === 0) return { ok: true, value: result.data as Output<Of> };
  return { ok: false, problems: issues.map((issue) => describe(issue, value, under)) };
};

/** As `checkConfig`. Throws CONFIG_INVALID naming every path at fault. */
export const readConfig = <Of extends Shape>(
  what: string,
  shape: Of,
  value: unknown,
  findProblems?: CheckOptions["findProblems"],
): Output<Of> => {
  const checked = checkConfig(shape, value, { findProblems });
  if (checked.ok) return checked.value;
  throw invalid(what, checked.problems);
};
