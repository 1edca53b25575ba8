// Puts together the bytes a sender signed, from a template or as the scheme's own rule says.

import { headerText, queryTexts, type SentRequest } from "../../core/sent-request.ts";
import { bodyValues } from "./location.ts";
import type { Reason } from "./reasons.ts";
import type { ContentParts, SignatureRecipe, SignedParts } from "./scheme.ts";

/** Texts and names of parts come in turn: every second one is the name of a part. */
const split = (template: string): readonly string[] =>
  template.split(/\{(timestamp|id|body|method|url|(?:header|query|body):[^{}]+)\}/);

export const templateTexts = (template: string): readonly string[] =>
  split(template).filter((_, index) => index % 2 === 0);

export const templateParts = (template: string): readonly string[] =>
  split(template).filter((_, index) => index % 2 === 1);

/** A text that is no text would be signed as another one, and a number that is no whole one has several spellings. */
const bodyPart = (sent: SentRequest, name: string): string | undefined => {
  const [value, ...others] = bodyValues(sent, name);
  if (others.length > 0) return undefined;
  if (typeof value === "string") return value.isWellFormed() ? value : undefined;
  return Number.isSafeInteger(value) ? String(value) : undefined;
};

/** Undefined for what is not there exactly once. */
const partOf = (name: string, { sent, timestamp, id }: ContentParts): string | Uint8Array | undefined => {
  if (name === "timestamp") return timestamp;
  if (name === "id") return id;
  if (name === "body") return sent.body;
  if (name === "method") return sent.method.toUpperCase();
  if (name === "url") return sent.url;
  const argument = name.slice(name.indexOf(":") + 1);
  if (name.startsWith("header:")) return headerText(sent.headers, argument);
  if (name.startsWith("body:")) return bodyPart(sent, argument);
  const values = queryTexts(sent.url, argument);
  return values.length === 1 ? values[0] : undefined;
};

const render = (template: string, parts: ContentParts): Uint8Array | undefined => {
  const pieces = split(template).map((text, index) => (index % 2 === 1 ? partOf(text, parts) : text));
  const present = pieces.filter((piece) => piece !== undefined);
  if (present.length < pieces.length) return undefined;
  return Buffer.concat(present.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)));
};

export const contentsOf = (recipe: SignatureRecipe, parts: ContentParts): readonly Uint8Array[] | Reason => {
  if (typeof recipe.content !== "string") return recipe.content.candidates(parts);
  const content = render(recipe.content, parts);
  return content === undefined ? "SIGNED_PART_INVALID" : [content];
};

/** Undefined when a part is missing. */
export const canonicalContentOf = ({ content }: SignatureRecipe, parts: ContentParts): Uint8Array | undefined =>
  typeof content === "string" ? render(content, parts) : content.canonical(parts);

export const lastingContentOf: typeof canonicalContentOf = (recipe, parts) => {
  const { content } = recipe;
  return typeof content === "string" || !content.lasting ? canonicalContentOf(recipe, parts) : content.lasting(parts);
};

const named = (name: string, kind: "header" | "query" | "body"): readonly string[] =>
  name.startsWith(`${kind}:`) ? [name.slice(kind.length + 1)] : [];

const headersAt = ({ timestamp, id }: SignatureRecipe, name: string): readonly string[] => {
  if (name === "id") return id?.headers ?? [];
  if (name === "timestamp" && timestamp !== undefined && "headers" in timestamp.at) return timestamp.at.headers;
  return named(name, "header");
};

const queryAt = ({ timestamp }: SignatureRecipe, name: string): readonly string[] =>
  name === "timestamp" && timestamp !== undefined && "query" in timestamp.at
    ? [timestamp.at.query]
    : named(name, "query");

const propertiesAt = ({ timestamp }: SignatureRecipe, name: string): readonly string[] =>
  name === "timestamp" && timestamp !== undefined && "body" in timestamp.at ? [timestamp.at.body] : named(name, "body");

export const signedPartsOf = (recipe: SignatureRecipe): SignedParts => {
  if (typeof recipe.content !== "string") return recipe.content.signs;
  const names = templateParts(recipe.content);
  const properties = names.flatMap((name) => propertiesAt(recipe, name));
  return {
    body: names.includes("body"),
    method: names.includes("method"),
    url: names.includes("url"),
    headers: names.flatMap((name) => headersAt(recipe, name)),
    query: names.flatMap((name) => queryAt(recipe, name)),
    ...(properties.length > 0 && { properties }),
  };
};
