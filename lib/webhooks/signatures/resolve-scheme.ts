// Finds the scheme a source names and applies its options; what is wrong with them is our own configuration's fault.

import { Fault, faults } from "../../core/faults.ts";
import { shownKey } from "../../core/known-properties.ts";
import { nearestHint } from "../../core/names.ts";
import type { SentRequest } from "../../core/sent-request.ts";
import { textAt } from "./location.ts";
import { toleranceSeconds } from "./option-rules.ts";
import type { Reason } from "./reasons.ts";
import type { Recipe, Recipes, Scheme, SchemeChoice, SchemeOptions } from "./scheme.ts";
import { schemes } from "./schemes.ts";

type Resolved = { readonly ok: true; readonly scheme: Scheme; readonly recipes: Recipes };
type Unresolved = { readonly ok: false; readonly reason: Reason; readonly problems: readonly string[] };

const optionProblems = ({ name: schemeName, options }: Scheme, given: SchemeOptions): readonly string[] => {
  const rules = new Map(Object.entries({ toleranceSeconds, ...options }));
  return Object.entries(given).flatMap(([name, value]) => {
    if (name === "scheme" || value === undefined) return [];
    const rule = rules.get(name);
    if (rule === undefined) {
      const known = [...rules.keys()];
      const near = nearestHint(name, known, "; the nearest one is ");
      return [`${shownKey(name)} is no option of ${schemeName}${near || `; there are ${known.join(", ")}`}`];
    }
    const expected = rule(value);
    return expected === undefined ? [] : [`${name} ${expected}`];
  });
};

const withTolerance = (recipe: Recipe, seconds: number): Recipe =>
  recipe.kind === "signature" && recipe.timestamp !== undefined
    ? { ...recipe, timestamp: { ...recipe.timestamp, toleranceSeconds: seconds } }
    : recipe;

const recipesOf = (scheme: Scheme, options: SchemeOptions): Recipes => {
  const [first, ...others] = typeof scheme.recipes === "function" ? scheme.recipes(options) : scheme.recipes;
  const { toleranceSeconds: seconds } = options;
  if (seconds === undefined) return [first, ...others];
  return [withTolerance(first, seconds), ...others.map((recipe) => withTolerance(recipe, seconds))];
};

const unknownProblem = (name: unknown): string =>
  typeof name === "string"
    ? `${shownKey(name)} is no scheme we know${nearestHint(name, [...schemes.keys()], "; the nearest one is ")}`
    : "scheme must be the name of a scheme";

const resolve = (options: SchemeOptions): Resolved | Unresolved => {
  const scheme = schemes.get(options.scheme);
  if (scheme === undefined) return { ok: false, reason: "SCHEME_UNKNOWN", problems: [unknownProblem(options.scheme)] };
  const invalid = (problems: readonly string[]): Unresolved => ({ ok: false, reason: "OPTIONS_INVALID", problems });
  const problems = optionProblems(scheme, options);
  if (problems.length > 0) return invalid(problems);
  const together = scheme.check?.(options) ?? [];
  if (together.length > 0) return invalid(together);
  const recipes = recipesOf(scheme, options);
  const isTimed = recipes.some((recipe) => recipe.kind === "signature" && recipe.timestamp !== undefined);
  if (options.toleranceSeconds === undefined || isTimed) return { ok: true, scheme, recipes };
  return invalid([`toleranceSeconds has no meaning for ${scheme.name}, which signs no time; leave it out`]);
};

/** A choice is resolved once and not for each delivery: hooks.config.ts is read once, and its sources stay the same objects. */
const resolved = new Map<SchemeChoice, Resolved | Unresolved>();

export const resolveScheme = (choice: SchemeChoice): Resolved | Unresolved => {
  const known = resolved.get(choice) ?? resolve(typeof choice === "string" ? { scheme: choice } : choice);
  resolved.set(choice, known);
  return known;
};

/** Throws CONFIG_INVALID for what `checkScheme` finds problems with; it looked at every source when they were bundled. */
export const schemeOf = (choice: SchemeChoice): Resolved => {
  const found = resolveScheme(choice);
  if (found.ok) return found;
  throw new Fault(faults.configInvalid, { message: found.problems.join("; ") });
};

/** Some senders have two ways to sign; the signature shows which. */
export const recipeFor = ([first, ...others]: Recipes, sent: SentRequest): Recipe => {
  if (others.length === 0) return first;
  const reads = (recipe: Recipe): boolean =>
    recipe.kind === "signature" && recipe.at.some((at) => recipe.reads?.(textAt(at, sent) ?? ""));
  return [first, ...others].find(reads) ?? first;
};
