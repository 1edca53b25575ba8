// Answers what of a delivery its sender vouches for: with the time, no two attempts are equal in it, and without it all copies are.

import { agreedHeaderText, type SentRequest, splitUrl } from "../../core/sent-request.ts";
import { canonicalContentOf, lastingContentOf } from "./content.ts";
import { withField } from "./form-field.ts";
import { withBodyValue } from "./location.ts";
import { recipeFor, schemeOf } from "./resolve-scheme.ts";
import type { SchemeChoice, SignatureRecipe, TokenRecipe } from "./scheme.ts";
import { signedTimeOf } from "./signed-time.ts";

const idOf = ({ id }: SignatureRecipe, { headers }: SentRequest): string | undefined =>
  agreedHeaderText(headers, id?.headers ?? []);

/** Empty for a time that cannot be read: such a delivery does not verify. */
const timeOf = (recipe: SignatureRecipe, sent: SentRequest): string => {
  const time = signedTimeOf(recipe, sent);
  return typeof time === "object" ? time.text : "";
};

/** Where the time stands inside the body, each attempt to deliver it has another one. */
const withoutTime = ({ timestamp }: SignatureRecipe, sent: SentRequest): Uint8Array =>
  timestamp !== undefined && "body" in timestamp.at ? withBodyValue(sent, timestamp.at.body, null) : sent.body;

/** Without a body, all that a sender says stands in its query; the token there may be changed for a new one. */
const unsignedContent = ({ at }: TokenRecipe, { url, body }: SentRequest): Uint8Array => {
  if (body.length > 0) return body;
  const { query = "" } = splitUrl(url);
  return "query" in at ? withField(query, at.query, "") : Buffer.from(query);
};

/** This is what the sender of a delivery that verifies has signed, its time included; where nothing is signed it is the body, or the query. */
export const signedContent = (choice: SchemeChoice, sent: SentRequest): Uint8Array => {
  const recipe = recipeFor(schemeOf(choice).recipes, sent);
  if (recipe.kind === "token") return unsignedContent(recipe, sent);
  return canonicalContentOf(recipe, { sent, timestamp: timeOf(recipe, sent), id: idOf(recipe, sent) }) ?? sent.body;
};

/** This is what of the signed content stays the same when its sender sends it again: the time does not. */
export const lastingContent = (choice: SchemeChoice, sent: SentRequest): Uint8Array => {
  const recipe = recipeFor(schemeOf(choice).recipes, sent);
  if (recipe.kind === "token") return unsignedContent(recipe, sent);
  const timeless = { ...sent, body: withoutTime(recipe, sent) };
  return lastingContentOf(recipe, { sent: timeless, timestamp: "", id: idOf(recipe, sent) }) ?? sent.body;
};
