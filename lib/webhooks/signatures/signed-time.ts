// Finds the time a sender signed: in a header of its own, in a part of the signature's header, or inside the body.

import { agreedHeaderText, headerText, type SentRequest } from "../../core/sent-request.ts";
import { jsonOf, propertyOf } from "./json-property.ts";
import type { Reason } from "./reasons.ts";
import type { SignatureRecipe } from "./scheme.ts";
import { formOf, partValues } from "./signature-header.ts";
import { isTimestamp } from "./timestamp.ts";

/** As the sender wrote it. */
export interface SignedTime {
  readonly text: string;
}

export const isTimedInBody = ({ timestamp }: SignatureRecipe): boolean =>
  timestamp !== undefined && "body" in timestamp.at;

const textsOf = (recipe: SignatureRecipe, { headers, body }: SentRequest): readonly string[] => {
  const at = recipe.timestamp?.at;
  if (at === undefined) return [];
  if ("headers" in at) return [agreedHeaderText(headers, at.headers) ?? ""];
  if ("part" in at)
    return recipe.headers.flatMap((name) => partValues(headerText(headers, name) ?? "", formOf(recipe), at.part));
  const value = propertyOf(jsonOf(body), at.body);
  return typeof value === "number" || typeof value === "string" ? [String(value)] : [];
};

/** Undefined where no time is signed; a reason when there is none, several, or none that can be read. */
export const signedTimeOf = (recipe: SignatureRecipe, sent: SentRequest): SignedTime | Reason | undefined => {
  if (recipe.timestamp === undefined) return undefined;
  const [text = "", ...others] = textsOf(recipe, sent);
  if (text === "") return "TIMESTAMP_MISSING";
  return others.length === 0 && isTimestamp(text, recipe.timestamp.unit) ? { text } : "TIMESTAMP_MALFORMED";
};
