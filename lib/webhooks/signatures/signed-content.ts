// Answers what of a delivery its sender vouches for, without the time: two copies of one delivery are equal in it.

import { agreedHeaderText, type SentRequest } from "../../core/sent-request.ts";
import { canonicalContentOf, lastingContentOf } from "./content.ts";
import { withBodyValue } from "./location.ts";
import { recipeFor, schemeOf } from "./resolve-scheme.ts";
import type { SchemeChoice, SignatureRecipe } from "./scheme.ts";

/** Where the time stands inside the body, each attempt to deliver it has another one. */
const withoutTime = ({ timestamp }: SignatureRecipe, sent: SentRequest): Uint8Array =>
  timestamp !== undefined && "body" in timestamp.at ? withBodyValue(sent, timestamp.at.body, null) : sent.body;

const contentBy =
  (contentOf: typeof canonicalContentOf) =>
  (choice: SchemeChoice, sent: SentRequest): Uint8Array => {
    const recipe = recipeFor(schemeOf(choice).recipes, sent);
    if (recipe.kind === "token") return sent.body;
    const id = agreedHeaderText(sent.headers, recipe.id?.headers ?? []);
    const timeless = { ...sent, body: withoutTime(recipe, sent) };
    return contentOf(recipe, { sent: timeless, timestamp: "", id }) ?? sent.body;
  };

/** This is what the sender of a delivery that verifies has signed; where nothing is signed it is the body. */
export const signedContent = contentBy(canonicalContentOf);

/** This is what of the signed content stays the same when its sender sends it again. */
export const lastingContent = contentBy(lastingContentOf);
