// Finds the scheme a source names and applies its options; what is wrong with them is our own configuration's fault.
import { shownKey } from "../../core/key-path.ts";
import { nearest } from "../../core/nearest.ts";
import { toleranceSeconds } from "./option-rules.ts";
import type { Recipe, Recipes, Scheme, SchemeChoice, SchemeOptions } from "./scheme.ts";
import { schemes } from "./schemes.ts";

export type Resolved =
  | { readonly ok: true; readonly scheme: Scheme; readonly recipes: Recipes }
  | { readonly ok: false; readonly reason: "SCHEME_UNKNOWN" | "OPTIONS_INVALID"; readonly problems: readonly string[] };

/** Sources with no options of their own are resolved once. */
const cache = new Map<string, Resolved>();

const isTimed = (recipe: Recipe): boolean => recipe.kind === "signature" && recipe.timestamp !== undefined;

const rulesOf = ({ options = {} }: Scheme) => ({ toleranceSeconds, ...options });

const optionProblems = (scheme: Scheme, given: SchemeOptions): readonly string[] => {
  const rules = new Map(Object.entries(rulesOf(scheme)));
  return Object.entries(given).flatMap(([name, value]) => {
    if (name === "scheme" || value === undefined) return [];
    const rule = rules.get(name);
    if (rule === undefined)
      return [
        `${shownKey(name)} is no option of ${scheme.name}; the nearest one is ${nearest(name, [...rules.keys()])}`,
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

const invalid = (problems: readonly string[]): Resolved => ({ ok: false, reason: "OPTIONS_INVALID", problems });

const unknown = (name: unknown): Resolved => ({
  ok: false,
  reason: "SCHEME_UNKNOWN",
  problems: [
    typeof name === "string"
      ? `${shownKey(name)} is no scheme we know; the nearest one is ${nearest(name, [...schemes.keys()])}`
      : "scheme must be the name of a scheme",
  ],
});

const resolve = (options: SchemeOptions): Resolved => {
  const scheme = schemes.get(options.scheme);
  if (scheme === undefined) return unknown(options.scheme);
  const problems = optionProblems(scheme, options);
  if (problems.length > 0) return invalid(problems);
  const together = scheme.check?.(options) ?? [];
  if (together.length > 0) return invalid(together);
  const recipes = recipesOf(scheme, options);
  if (options.toleranceSeconds !== undefined && !recipes.some(isTimed))
    return invalid([`toleranceSeconds has no meaning for ${scheme.name}, which signs no time; leave it out`]);
  return { ok: true, scheme, recipes };
};

export const resolveScheme = (choice: SchemeChoice): Resolved => {
  if (typeof choice !== "string") return resolve(choice);
  const known = cache.get(choice) ?? resolve({ scheme: choice });
  if (known.ok) cache.set(choice, known);
  return known;
};
