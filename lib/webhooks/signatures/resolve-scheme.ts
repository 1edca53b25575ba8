// Finds the scheme a source names and applies its options; what is wrong with them is our own configuration's fault.
import { Fault, faults } from "../../core/faults.ts";
import { shownKey } from "../../core/key-path.ts";
import { nearest } from "../../core/nearest.ts";
import { headerText, type SentRequest } from "../../core/sent-request.ts";
import { toleranceSeconds } from "./option-rules.ts";
import type { Recipe, Recipes, Scheme, SchemeChoice, SchemeOptions } from "./scheme.ts";
import { schemes } from "./schemes.ts";

interface ResolvedScheme {
  readonly ok: true;
  readonly scheme: Scheme;
  readonly recipes: Recipes;
}

interface UnresolvedScheme {
  readonly ok: false;
  readonly reason: "SCHEME_UNKNOWN" | "OPTIONS_INVALID";
  readonly problems: readonly string[];
}

const isTimed = (recipe: Recipe): boolean => recipe.kind === "signature" && recipe.timestamp !== undefined;

const optionProblems = ({ name: schemeName, options }: Scheme, given: SchemeOptions): readonly string[] => {
  const rules = new Map(Object.entries({ toleranceSeconds, ...options }));
  return Object.entries(given).flatMap(([name, value]) => {
    if (name === "scheme" || value === undefined) return [];
    const rule = rules.get(name);
    if (rule === undefined)
      return [
        `${shownKey(name)} is no option of ${schemeName}; the nearest one is ${nearest(name, [...rules.keys()])}`,
      ];
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

const unresolved = (reason: UnresolvedScheme["reason"], ...problems: readonly string[]): UnresolvedScheme => ({
  ok: false,
  reason,
  problems,
});

const unknown = (name: unknown): UnresolvedScheme =>
  unresolved(
    "SCHEME_UNKNOWN",
    typeof name === "string"
      ? `${shownKey(name)} is no scheme we know; the nearest one is ${nearest(name, [...schemes.keys()])}`
      : "scheme must be the name of a scheme",
  );

const resolve = (options: SchemeOptions): ResolvedScheme | UnresolvedScheme => {
  const scheme = schemes.get(options.scheme);
  if (scheme === undefined) return unknown(options.scheme);
  const problems = optionProblems(scheme, options);
  if (problems.length > 0) return unresolved("OPTIONS_INVALID", ...problems);
  const together = scheme.check?.(options) ?? [];
  if (together.length > 0) return unresolved("OPTIONS_INVALID", ...together);
  const recipes = recipesOf(scheme, options);
  if (options.toleranceSeconds !== undefined && !recipes.some(isTimed))
    return unresolved(
      "OPTIONS_INVALID",
      `toleranceSeconds has no meaning for ${scheme.name}, which signs no time; leave it out`,
    );
  return { ok: true, scheme, recipes };
};

/** A choice is resolved once and not for each delivery: hooks.config.ts is read once, and its sources stay the same objects. */
const resolved = new Map<SchemeChoice, ResolvedScheme | UnresolvedScheme>();

export const resolveScheme = (choice: SchemeChoice): ResolvedScheme | UnresolvedScheme => {
  const known = resolved.get(choice) ?? resolve(typeof choice === "string" ? { scheme: choice } : choice);
  resolved.set(choice, known);
  return known;
};

/** Throws CONFIG_INVALID for what `checkScheme` finds problems with; it looked at every source when they were bundled. */
export const schemeOf = (choice: SchemeChoice): ResolvedScheme => {
  const found = resolveScheme(choice);
  if (found.ok) return found;
  throw new Fault(faults.configInvalid, { message: found.problems.join("; ") });
};

/** Some senders have two ways to sign; the header shows which. */
export const recipeFor = ([first, ...others]: Recipes, { headers }: SentRequest): Recipe => {
  const reads = (recipe: Recipe): boolean =>
    recipe.kind === "signature" && recipe.headers.some((name) => recipe.reads?.(headerText(headers, name) ?? ""));
  return [first, ...others].find(reads) ?? first;
};
