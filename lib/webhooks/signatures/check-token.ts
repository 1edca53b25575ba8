// Checks and inserts the secret of a sender that signs nothing and sends the secret itself: in a header, the query, the path or the body.
import { type SentRequest, splitUrl } from "../../core/sent-request.ts";
import { decodeSignature } from "./encoding.ts";
import { type SentParts, textAt, withTextAt } from "./location.ts";
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

const presentedIn = (text: string, form: TokenRecipe["form"]): Uint8Array | undefined => {
  if (form === "plain") return Buffer.from(text);
  const [, scheme, token] = /^(bearer|basic) +(\S+)$/i.exec(text) ?? [];
  if (token === undefined || scheme?.toLowerCase() !== form) return undefined;
  return form === "bearer" ? Buffer.from(token) : decodeSignature(token, "base64");
};

export const verifyToken = (recipe: TokenRecipe, sent: SentRequest, secrets: readonly string[]): Verification => {
  const text = "path" in recipe.at ? lastSegment(sent.url) : textAt(recipe.at, sent);
  if (text === undefined || text === "") return refused("SIGNATURE_MISSING");
  const presented = presentedIn(text, recipe.form);
  if (presented === undefined) return refused("SIGNATURE_MALFORMED");
  const secretIndex = indexAmong(secrets, presented);
  return secretIndex === undefined ? refused("SIGNATURE_MISMATCH") : { ok: true, secretIndex };
};

const written = (secret: string, form: TokenRecipe["form"]): string => {
  if (form === "plain") return secret;
  return form === "bearer" ? `Bearer ${secret}` : `Basic ${Buffer.from(secret).toString("base64")}`;
};

export const insertToken = ({ at, form }: TokenRecipe, sent: SentParts, secret: string): SentParts => {
  if (!("path" in at)) return withTextAt(at, sent, written(secret, form));
  const { path, query } = splitUrl(sent.url);
  const withToken = `${path.replace(/\/$/, "")}/${encodeURIComponent(secret)}`;
  return { ...sent, url: query === undefined ? withToken : `${withToken}?${query}` };
};
