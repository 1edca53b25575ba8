// Signs as a sender does, with what the scheme says and nothing else: samples, the trying of a source and the tests need it.
import { createHash } from "node:crypto";
import { Fault, faults } from "../../core/faults.ts";
import { agreedHeaderText, headerText, type SentRequest, withHeaders } from "../../core/sent-request.ts";
import { makeSignature } from "./algorithm.ts";
import { insertToken } from "./check-token.ts";
import { contentsOf } from "./content.ts";
import { type Key, signingKey, verificationKey } from "./keys.ts";
import { bodyValues, hasNames, type SentParts, textAt, withBodyValue, withTextAt } from "./location.ts";
import { reasons } from "./reasons.ts";
import { recipeFor, schemeOf } from "./resolve-scheme.ts";
import type { Recipe, Recipes, SchemeChoice, SignatureRecipe } from "./scheme.ts";
import { formOf, writeSignature } from "./signature-text.ts";
import { checkTimestamp, signedTimeOf, writeTimestamp } from "./signed-time.ts";

const refuse = (message: string): never => {
  throw new Fault(faults.configInvalid, { message });
};

const keyOf = (recipe: SignatureRecipe, name: string, secret: string): Key => {
  const key = signingKey(recipe, secret);
  if (key !== undefined && secret.trim() !== "") return key;
  const { type } = recipe.algorithm;
  if (type === "hmac" || type === "digest")
    return refuse(`the secret of ${name} has not the form it needs; copy it from the sender again`);
  const given =
    verificationKey(recipe, secret) === undefined ? "is no such key" : "is the public one, which can only check";
  return refuse(`${name} is signed with a private key (${type}); the one given ${given}: give the private key, as PEM`);
};

/** It is no sender's id, but as good: it is made of what is signed, since nothing here may be random. */
const madeId = ({ body, now }: SentRequest): string =>
  `msg_${createHash("sha256").update(String(now.getTime())).update(body).digest("hex").slice(0, 27)}`;

const idHeader = ({ id }: SignatureRecipe, sent: SentRequest): Readonly<Record<string, string>> => {
  const [name] = id?.headers ?? [];
  if (name === undefined || agreedHeaderText(sent.headers, id?.headers ?? [])) return {};
  return { [name]: madeId(sent) };
};

/** A sample's own time is as old as the sample. */
const bodyWithTime = (recipe: SignatureRecipe, sent: SentRequest): Uint8Array => {
  const { timestamp } = recipe;
  if (timestamp === undefined || !("body" in timestamp.at)) return sent.body;
  const time = signedTimeOf(recipe, sent);
  const isFresh = typeof time === "object" && checkTimestamp(time.text, timestamp, sent.now) === undefined;
  if (isFresh || sent.body.length === 0 || !hasNames(sent)) return sent.body;
  const text = writeTimestamp(sent.now, timestamp.unit);
  const [given] = bodyValues(sent, timestamp.at.body);
  const isNumber = /^\d+$/.test(text) && typeof given !== "string";
  return withBodyValue(sent, timestamp.at.body, isNumber ? Number(text) : text);
};

const urlWithTime = ({ timestamp }: SignatureRecipe, { url, headers, body, now }: SentRequest): string =>
  timestamp !== undefined && "query" in timestamp.at
    ? withTextAt({ query: timestamp.at.query }, { url, headers, body }, writeTimestamp(now, timestamp.unit)).url
    : url;

/** The time stands under every name that the sample has for it. */
const timestampHeader = ({ timestamp }: SignatureRecipe, { headers, now }: SentRequest): Record<string, string> => {
  const names = timestamp !== undefined && "headers" in timestamp.at ? timestamp.at.headers : [];
  const given = names.filter((name) => headerText(headers, name) !== undefined);
  const unit = timestamp?.unit ?? "s";
  return Object.fromEntries(
    (given.length > 0 ? given : names.slice(0, 1)).map((name) => [name, writeTimestamp(now, unit)]),
  );
};

const timestampPart = ({ timestamp }: SignatureRecipe, now: Date): readonly [string, string] | undefined =>
  timestamp !== undefined && "part" in timestamp.at
    ? [timestamp.at.part, writeTimestamp(now, timestamp.unit)]
    : undefined;

const signedWith = (recipe: SignatureRecipe, name: string, given: SentRequest, secret: string): SentParts => {
  const key = keyOf(recipe, name, secret);
  const body = bodyWithTime(recipe, given);
  const timed = urlWithTime(recipe, given);
  const url = recipe.completeUrl?.({ ...given, url: timed, body }) ?? timed;
  const headers = withHeaders(given.headers, {
    ...idHeader(recipe, given),
    ...timestampHeader(recipe, given),
    ...recipe.fixedHeaders,
  });
  const sent: SentRequest = { ...given, url, headers, body };
  const part = timestampPart(recipe, given.now);
  const time = part === undefined ? signedTimeOf(recipe, sent) : { text: part[1] };
  if (typeof time === "string") return refuse(`this cannot be signed as ${name} does: ${reasons[time]}`);
  const id = agreedHeaderText(headers, recipe.id?.headers ?? []);
  const contents = contentsOf(recipe, { sent, timestamp: time?.text ?? "", id });
  const [content] = typeof contents === "string" ? [] : contents;
  if (content === undefined) return refuse(`this cannot be signed as ${name} does: ${reasons.SIGNED_PART_INVALID}`);
  const signature = makeSignature(recipe.algorithm, key, content).toString(recipe.encoding);
  const [at] = recipe.at;
  return withTextAt(at, { url, headers, body }, writeSignature(signature, formOf(recipe), part));
};

/** A text or a list has no place for a signature or a token, and must not be lost for one. */
const refuseNameless = (recipe: Recipe, name: string, sent: SentRequest): void => {
  const [at] = recipe.kind === "token" ? [recipe.at] : recipe.at;
  if ("body" in at && !hasNames(sent))
    refuse(
      `this cannot be signed as ${name} does: what proves the sender stands inside the body, which must be a JSON object, or a form that its content type calls one`,
    );
};

/** A sample that was signed once shows which of the sender's ways it goes. */
const recipeToSign = (recipes: Recipes, sent: SentRequest): Recipe => {
  const locations = recipes.flatMap((recipe) => (recipe.kind === "signature" ? recipe.at : []));
  return locations.some((at) => textAt(at, sent)) ? recipeFor(recipes, sent) : recipes[0];
};

/** Adds what the sender would add. Throws CONFIG_INVALID for a secret or a delivery that cannot be signed this way. */
export const signDelivery = (choice: SchemeChoice, sent: SentRequest, secret: string): SentParts => {
  const { scheme, recipes } = schemeOf(choice);
  const recipe = recipeToSign(recipes, sent);
  refuseNameless(recipe, scheme.name, sent);
  const { url, headers, body } = sent;
  return recipe.kind === "token"
    ? insertToken(recipe, { url, headers, body }, secret)
    : signedWith(recipe, scheme.name, sent, secret);
};
