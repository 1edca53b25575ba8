// Says what is wrong with a source's `verify` and its secrets while they are configured, not when a delivery comes.
import { isProperties } from "../../core/value.ts";
import { secretProblem } from "./keys.ts";
import { resolveScheme } from "./resolve-scheme.ts";
import type { Recipe, SchemeChoice, SchemeOptions } from "./scheme.ts";

const isOptions = (value: unknown): value is SchemeOptions => isProperties(value) && typeof value.scheme === "string";

/** Empty when all is well. */
export const checkScheme = (choice: unknown): readonly string[] => {
  if (typeof choice !== "string" && !isOptions(choice))
    return ["must be the name of a scheme, or {scheme, …} with its options"];
  const resolved = resolveScheme(choice);
  return resolved.ok ? [] : resolved.problems;
};

const problemOf = (recipe: Recipe, secret: string): string | undefined => {
  if (secret.trim() === "") return "must not be empty";
  if (recipe.kind === "signature") return secretProblem(recipe, secret);
  return recipe.form === "basic" && !secret.includes(":") ? "must be user:password" : undefined;
};

/** Names the secrets by their positions in the list, never by what they are. */
export const checkSecrets = (choice: SchemeChoice, secrets: readonly string[]): readonly string[] => {
  const resolved = resolveScheme(choice);
  if (!resolved.ok) return resolved.problems;
  if (secrets.length === 0) return ["needs at least one secret"];
  const [recipe] = resolved.recipes;
  return secrets.flatMap((secret, index) => {
    const problem = problemOf(recipe, secret);
    return problem === undefined ? [] : [`${index}: ${problem}`];
  });
};
