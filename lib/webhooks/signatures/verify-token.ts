// Checks a delivery whose sender signs nothing and sends the secret itself: in a header, the query, the path or the body.

import { headerText, queryTexts, type SentRequest, splitUrl } from "../../core/sent-request.ts";
import { decodeSignature } from "./encoding.ts";
import { indexAmong } from "./index-among.ts";
import { jsonOf, propertyOf } from "./json-property.ts";
import { refused, type Verification } from "./reasons.ts";
import type { TokenRecipe } from "./scheme.ts";

const lastSegment = (url: string): string | undefined => {
  const segment = splitUrl(url).path.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

/** Undefined when it is not there exactly once. */
const textAt = ({ at }: TokenRecipe, { headers, url, body }: SentRequest): string | undefined => {
  if ("header" in at) return headerText(headers, at.header);
  if ("path" in at) return lastSegment(url);
  if ("query" in at) {
    const texts = queryTexts(url, at.query);
    return texts.length === 1 ? texts[0] : undefined;
  }
  const value = propertyOf(jsonOf(body), at.body);
  return typeof value === "string" ? value : undefined;
};

const presented = (text: string, form: TokenRecipe["form"]): Uint8Array | undefined => {
  if (form === "plain") return Buffer.from(text);
  const [, scheme, token] = /^(bearer|basic) +(\S+)$/i.exec(text) ?? [];
  if (token === undefined || scheme?.toLowerCase() !== form) return undefined;
  return form === "bearer" ? Buffer.from(token) : decodeSignature(token, "base64");
};

export const verifyToken = (recipe: TokenRecipe, sent: SentRequest, secrets: readonly string[]): Verification => {
  const text = textAt(recipe, sent);
  if (text === undefined || text === "") return refused("SIGNATURE_MISSING");
  const token = presented(text, recipe.form);
  if (token === undefined) return refused("SIGNATURE_MALFORMED");
  const secretIndex = indexAmong(secrets, token);
  return secretIndex === undefined ? refused("SIGNATURE_MISMATCH") : { ok: true, secretIndex };
};
