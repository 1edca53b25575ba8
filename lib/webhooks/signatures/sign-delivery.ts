// Signs as a sender does, with what the scheme says and nothing else: samples, the trying of a source and the tests need it.
import { createHash } from "node:crypto";
import { Fault, faults } from "../../core/faults.ts";
import {
  agreedHeaderText,
  type HeaderValues,
  headerText,
  type SentRequest,
  withHeaders,
} from "../../core/sent-request.ts";
import { isProperties } from "../../core/value.ts";
import { makeSignature } from "./algorithm.ts";
import { insertToken } from "./check-token.ts";
import { contentsOf } from "./content.ts";
import { jsonOf, withProperty } from "./json-property.ts";
import { type Key, signingKey, verificationKey } from "./keys.ts";
import { reasons } from "./reasons.ts";
import { schemeOf } from "./resolve-scheme.ts";
import type { SchemeChoice, SignatureRecipe } from "./scheme.ts";
import { formOf, writeSignature } from "./signature-header.ts";
import { checkTimestamp, signedTimeOf, writeTimestamp } from "./signed-time.ts";

interface SignedDelivery {
  readonly url: string;
  readonly headers: HeaderValues;
  /** It is as given, unless the time or the token stands inside it. */
  readonly body: Uint8Array;
}

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
  const json = jsonOf(sent.body);
  if (isFresh || !isProperties(json)) return sent.body;
  const text = writeTimestamp(sent.now, timestamp.unit);
  return withProperty(json, timestamp.at.body, /^\d+$/.test(text) ? Number(text) : text);
};

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

const sign = (recipe: SignatureRecipe, name: string, given: SentRequest, secret: string): SignedDelivery => {
  const key = keyOf(recipe, name, secret);
  const body = bodyWithTime(recipe, given);
  const url = recipe.completeUrl?.({ ...given, body }) ?? given.url;
  const headers = withHeaders(given.headers, {
    ...idHeader(recipe, given),
    ...timestampHeader(recipe, given),
    ...recipe.fixedHeaders,
  });
  const sent: SentRequest = { ...given, url, headers, body };
  const part = timestampPart(recipe, given.now);
  const timestamp = recipe.timestamp === undefined ? "" : writeTimestamp(given.now, recipe.timestamp.unit);
  const id = agreedHeaderText(headers, recipe.id?.headers ?? []);
  const contents = contentsOf(recipe, { sent, timestamp, id });
  const [content] = typeof contents === "string" ? [] : contents;
  if (content === undefined) return refuse(`this cannot be signed as ${name} does: ${reasons.SIGNED_PART_INVALID}`);
  const signature = makeSignature(recipe.algorithm, key, content).toString(recipe.encoding);
  const [header = ""] = recipe.headers;
  return { url, headers: withHeaders(headers, { [header]: writeSignature(signature, formOf(recipe), part) }), body };
};

/** Adds what the sender would add. Throws CONFIG_INVALID for a secret or a delivery that cannot be signed this way. */
export const signDelivery = (choice: SchemeChoice, sent: SentRequest, secret: string): SignedDelivery => {
  const { scheme, recipes } = schemeOf(choice);
  const [recipe] = recipes;
  return recipe.kind === "token" ? insertToken(recipe, sent, secret) : sign(recipe, scheme.name, sent, secret);
};
