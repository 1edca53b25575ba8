// The one entry: did the sender who shares a secret with us send exactly this, and just now?

import type { SentRequest } from "../../core/sent-request.ts";
import { headerText } from "../../core/sent-request.ts";
import { refused, type Verification } from "./reasons.ts";
import { resolveScheme } from "./resolve-scheme.ts";
import type { Recipe, Recipes, SchemeChoice } from "./scheme.ts";
import { verifySigned } from "./verify-signed.ts";
import { verifyToken } from "./verify-token.ts";

/** Some senders have two ways to sign; the header shows which. */
export const recipeFor = ([first, ...others]: Recipes, sent: SentRequest): Recipe => {
  const reads = (recipe: Recipe): boolean =>
    recipe.kind === "signature" && recipe.headers.some((name) => recipe.reads?.(headerText(sent.headers, name) ?? ""));
  return [first, ...others].find(reads) ?? first;
};

/** Never throws for what a sender sent. One empty secret refuses all: it is a mistake, and never "no check". */
export const verifySignature = (choice: SchemeChoice, sent: SentRequest, secrets: readonly string[]): Verification => {
  const resolved = resolveScheme(choice);
  if (!resolved.ok) return refused(resolved.reason);
  if (secrets.length === 0 || secrets.some((secret) => secret.trim() === "")) return refused("SECRET_MISSING");
  const recipe = recipeFor(resolved.recipes, sent);
  return recipe.kind === "token" ? verifyToken(recipe, sent, secrets) : verifySigned(recipe, sent, secrets);
};
