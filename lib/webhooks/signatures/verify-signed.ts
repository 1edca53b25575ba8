// Checks a delivery whose sender signs: what was signed is put together again, and compared before its age is looked at.

import { agreedHeaderText, headerText, type SentRequest } from "../../core/sent-request.ts";
import { fittingContent } from "./algorithm.ts";
import { contentsOf } from "./content.ts";
import { decodeSignature } from "./encoding.ts";
import { type Key, verificationKey } from "./keys.ts";
import { textAt } from "./location.ts";
import { type Reason, refused, type VerifiedContent } from "./reasons.ts";
import type { SignatureRecipe } from "./scheme.ts";
import { formOf, signatureTexts } from "./signature-text.ts";
import { checkTimestamp, isTimedBySignedBody, type SignedTime, signedTimeOf } from "./signed-time.ts";

/** A sender that rotates its keys sends a few; with public keys, each of many more would cost us a long calculation. */
const mostSignatures = 32;

const signaturesOf = (recipe: SignatureRecipe, sent: SentRequest): readonly Uint8Array[] | Reason => {
  const present = recipe.at.map((at) => textAt(at, sent) ?? "").filter((text) => text !== "");
  if (present.length === 0) return "SIGNATURE_MISSING";
  const found = present.map((text) => signatureTexts(text, formOf(recipe)));
  const texts = found.flatMap((each) => each.texts);
  if (texts.length === 0)
    return found.some((each) => each.hasOthers) ? "SIGNATURE_VERSION_UNKNOWN" : "SIGNATURE_MALFORMED";
  const signatures = texts
    .slice(0, mostSignatures)
    .map((text) => decodeSignature(text, recipe.encoding))
    .filter((bytes) => bytes !== undefined);
  return signatures.length === 0 ? "SIGNATURE_MALFORMED" : signatures;
};

const isOfAnotherVersion = ({ fixedHeaders = {} }: SignatureRecipe, { headers }: SentRequest): boolean =>
  Object.entries(fixedHeaders).some(([name, value]) => (headerText(headers, name) ?? value) !== value);

const isForeign = ({ foreignBody }: SignatureRecipe, { body }: SentRequest): boolean =>
  foreignBody?.test(Buffer.from(body).toString("latin1")) ?? false;

const candidatesOf = (
  recipe: SignatureRecipe,
  sent: SentRequest,
  time: SignedTime | undefined,
): readonly Uint8Array[] | Reason => {
  const id = agreedHeaderText(sent.headers, recipe.id?.headers ?? []);
  if (isForeign(recipe, sent) || (recipe.id?.required && !id)) return "SIGNED_PART_INVALID";
  return contentsOf(recipe, { sent, timestamp: time?.text ?? "", id });
};

const keysOf = (recipe: SignatureRecipe, secrets: readonly string[]): readonly [number, Key][] =>
  secrets.flatMap((secret, index): [number, Key][] => {
    const key = verificationKey(recipe, secret);
    return key === undefined ? [] : [[index, key]];
  });

/** Nothing in it where none fits. A public key's calculation is long: none is made after the first that does. */
const firstFit = (
  { algorithm }: SignatureRecipe,
  keys: readonly [number, Key][],
  candidates: readonly Uint8Array[],
  signatures: readonly Uint8Array[],
): readonly [secretIndex?: number, content?: Uint8Array] => {
  for (const [index, key] of keys) {
    const content = fittingContent(algorithm, key, candidates, signatures);
    if (content !== undefined) return [index, content];
  }
  return [];
};

export const verifySigned = (
  recipe: SignatureRecipe,
  sent: SentRequest,
  secrets: readonly string[],
): VerifiedContent => {
  const signatures = signaturesOf(recipe, sent);
  if (typeof signatures === "string") return refused(signatures);
  if (isOfAnotherVersion(recipe, sent)) return refused("SIGNATURE_VERSION_UNKNOWN");

  const timeBeside = isTimedBySignedBody(recipe) ? undefined : signedTimeOf(recipe, sent);
  if (typeof timeBeside === "string") return refused(timeBeside);
  const candidates = candidatesOf(recipe, sent, timeBeside);
  if (typeof candidates === "string") return refused(candidates);

  const keys = keysOf(recipe, secrets);
  if (keys.length === 0) return refused("SECRET_UNUSABLE");
  const [secretIndex, content] = firstFit(recipe, keys, candidates, signatures);
  if (secretIndex === undefined) return refused("SIGNATURE_MISMATCH");

  // What a signed body says is believed only once it is known to be the sender's.
  const time = timeBeside ?? signedTimeOf(recipe, sent);
  if (typeof time === "string") return refused(time);
  const reason = time && recipe.timestamp && checkTimestamp(time.text, recipe.timestamp, sent.now);
  return reason === undefined ? { ok: true, secretIndex, content } : refused(reason);
};
