// Puts a token where its sender puts it: in a header, the query, the path or the JSON body.

import { type HeaderValues, type SentRequest, splitUrl, withHeaders } from "../../core/sent-request.ts";
import { isProperties, type Properties } from "../../core/value.ts";
import { jsonOf } from "./json-property.ts";
import type { TokenRecipe } from "./scheme.ts";

const set = (value: unknown, [name = "", ...deeper]: readonly string[], inner: unknown): Properties => ({
  ...(isProperties(value) && value),
  [name]: deeper.length === 0 ? inner : set(isProperties(value) ? value[name] : undefined, deeper, inner),
});

/** `path` is dotted; what is no object on the way to it becomes one. */
export const withProperty = (json: unknown, path: string, value: unknown): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(set(json, path.split("."), value)));

const headerValue = (secret: string, form: TokenRecipe["form"]): string => {
  if (form === "plain") return secret;
  return form === "bearer" ? `Bearer ${secret}` : `Basic ${Buffer.from(secret).toString("base64")}`;
};

export const placeToken = (
  { at, form }: TokenRecipe,
  { url, headers, body }: SentRequest,
  secret: string,
): { url: string; headers: HeaderValues; body: Uint8Array } => {
  if ("header" in at) return { url, headers: withHeaders(headers, { [at.header]: headerValue(secret, form) }), body };
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
