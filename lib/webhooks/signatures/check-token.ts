// Checks and inserts the secret of a sender that signs nothing and sends the secret itself: in a header, the query, the path or the body.

import {
  type HeaderValues,
  headerText,
  queryTexts,
  type SentRequest,
  splitUrl,
  withHeaders,
} from "../../core/sent-request.ts";
import { decodeSignature } from "./encoding.ts";
import { jsonOf, propertyOf, withProperty } from "./json-property.ts";
import { refused, type Verification } from "./reasons.ts";
import { indexAmong } from "./same-bytes.ts";
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

const presentedIn = (text: string, form: TokenRecipe["form"]): Uint8Array | undefined => {
  if (form === "plain") return Buffer.from(text);
  const [, scheme, token] = /^(bearer|basic) +(\S+)$/i.exec(text) ?? [];
  if (token === undefined || scheme?.toLowerCase() !== form) return undefined;
  return form === "bearer" ? Buffer.from(token) : decodeSignature(token, "base64");
};

export const verifyToken = (recipe: TokenRecipe, sent: SentRequest, secrets: readonly string[]): Verification => {
  const text = textAt(recipe, sent);
  if (text === undefined || text === "") return refused("SIGNATURE_MISSING");
  const presented = presentedIn(text, recipe.form);
  if (presented === undefined) return refused("SIGNATURE_MALFORMED");
  const secretIndex = indexAmong(secrets, presented);
  return secretIndex === undefined ? refused("SIGNATURE_MISMATCH") : { ok: true, secretIndex };
};

const headerOf = (secret: string, form: TokenRecipe["form"]): string => {
  if (form === "plain") return secret;
  return form === "bearer" ? `Bearer ${secret}` : `Basic ${Buffer.from(secret).toString("base64")}`;
};

export const insertToken = (
  { at, form }: TokenRecipe,
  { url, headers, body }: SentRequest,
  secret: string,
): { url: string; headers: HeaderValues; body: Uint8Array } => {
  if ("header" in at) return { url, headers: withHeaders(headers, { [at.header]: headerOf(secret, form) }), body };
  if ("body" in at) return { url, headers, body: withProperty(jsonOf(body), at.body, secret) };
  const { path, query } = splitUrl(url);
  if ("path" in at) {
    const withToken = `${path.replace(/\/$/, "")}/${encodeURIComponent(secret)}`;
    return { url: query === undefined ? withToken : `${withToken}?${query}`, headers, body };
  }
  const parameters = new URLSearchParams(query);
  parameters.set(at.query, secret);
  return { url: `${path}?${parameters}`, headers, body };
};
