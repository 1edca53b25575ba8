// What a delivery says that its sender vouches for, without the time: two copies of one delivery are equal in it.

import { agreedHeaderText, type SentRequest } from "../../core/sent-request.ts";
import { canonicalContentOf, lastingContentOf } from "./content.ts";
import { withProperty } from "./insert-token.ts";
import { jsonOf } from "./json-property.ts";
import { resolveScheme } from "./resolve-scheme.ts";
import type { SchemeChoice, SignatureRecipe } from "./scheme.ts";
import { recipeFor } from "./verify.ts";

/** Where the time stands inside the body, each attempt to deliver it has another one. */
const withoutTime = ({ timestamp }: SignatureRecipe, body: Uint8Array): Uint8Array =>
  timestamp !== undefined && "body" in timestamp.at ? withProperty(jsonOf(body), timestamp.at.body, null) : body;

const contentBy =
  (contentOf: typeof canonicalContentOf) =>
  (choice: SchemeChoice, sent: SentRequest): Uint8Array => {
    const resolved = resolveScheme(choice);
    if (!resolved.ok) return sent.body;
    const recipe = recipeFor(resolved.recipes, sent);
    if (recipe.kind === "token") return sent.body;
    const id = agreedHeaderText(sent.headers, recipe.id?.headers ?? []);
    const timeless = { ...sent, body: withoutTime(recipe, sent.body) };
    return contentOf(recipe, { sent: timeless, timestamp: "", id }) ?? sent.body;
  };

/** For a delivery that verifies. The body where nothing is signed. */
export const signedContent = contentBy(canonicalContentOf);

/** Of that, what stays the same when its sender sends it again. */
export const lastingContent = contentBy(lastingContentOf);
