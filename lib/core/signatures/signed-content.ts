// What a delivery says that its sender vouches for, without the time: two copies of one delivery are equal in it.
import { canonicalContentOf } from "./content.ts";
import { agreedHeaderText, type Delivery } from "./delivery.ts";
import { resolveScheme } from "./resolve-scheme.ts";
import type { SchemeChoice } from "./scheme.ts";
import { recipeFor } from "./verify.ts";

/** For a delivery that verifies. The body where nothing is signed. */
export const signedContent = (choice: SchemeChoice, delivery: Delivery): Uint8Array => {
  const resolved = resolveScheme(choice);
  if (!resolved.ok) return delivery.body;
  const recipe = recipeFor(resolved.recipes, delivery);
  if (recipe.kind === "token") return delivery.body;
  const id = agreedHeaderText(delivery.headers, recipe.id?.headers ?? []);
  return canonicalContentOf(recipe, { delivery, timestamp: "", id }) ?? delivery.body;
};
