// Checks a delivery whose sender signs: what was signed is put together again, and compared before its age is judged.
import { anyFits } from "./algorithm.ts";
import { contentsOf } from "./content.ts";
import { type Delivery, firstHeaderText, headerText } from "./delivery.ts";
import { decodeSignature } from "./encoding.ts";
import { jsonOf, propertyOf } from "./json-property.ts";
import { type Key, verificationKey } from "./keys.ts";
import { type Reason, refused, type Verification } from "./reasons.ts";
import type { HeaderForm, SignatureRecipe, TimestampRule } from "./scheme.ts";
import { partValues, signatureTexts } from "./signature-header.ts";
import { isTimestamp, judgeTimestamp } from "./timestamp.ts";

/** A sender rotates among a few; many more cost us, with public keys, a long calculation each. */
const mostSignatures = 32;

export const formOf = ({ form }: SignatureRecipe): HeaderForm => form ?? { prefix: "" };

const signaturesOf = (recipe: SignatureRecipe, headers: readonly string[]): readonly Uint8Array[] | Reason => {
  const found = headers.map((header) => signatureTexts(header, formOf(recipe)));
  const texts = found.flatMap((each) => each.texts);
  if (texts.length === 0)
    return found.some((each) => each.hasOthers) ? "SIGNATURE_VERSION_UNKNOWN" : "SIGNATURE_MALFORMED";
  const signatures = texts
    .slice(0, mostSignatures)
    .map((text) => decodeSignature(text, recipe.encoding))
    .filter((bytes) => bytes !== undefined);
  return signatures.length === 0 ? "SIGNATURE_MALFORMED" : signatures;
};

const fixedHeadersDiffer = ({ fixedHeaders = {} }: SignatureRecipe, { headers }: Delivery): boolean =>
  Object.entries(fixedHeaders).some(([name, value]) => (headerText(headers, name) ?? value) !== value);

/** As the sender wrote it; a time inside the body is signed with the body, and read only once that is known to be good. */
export const timestampTexts = (
  { timestamp, ...recipe }: SignatureRecipe,
  { headers, body }: Delivery,
): readonly string[] => {
  if (timestamp === undefined) return [];
  const { at } = timestamp;
  if ("headers" in at) return [firstHeaderText(headers, at.headers)].filter((text) => text !== undefined);
  if ("part" in at)
    return recipe.headers.flatMap((name) => partValues(headerText(headers, name) ?? "", formOf(recipe), at.part));
  const value = propertyOf(jsonOf(body), at.body);
  return typeof value === "number" || typeof value === "string" ? [String(value)] : [];
};

/** One timestamp, or why there is none. */
const oneTimestamp = (texts: readonly string[], { unit }: TimestampRule): { text: string } | Reason => {
  const [text, ...others] = texts;
  if (text === undefined || text === "") return "TIMESTAMP_MISSING";
  return others.length === 0 && isTimestamp(text, unit) ? { text } : "TIMESTAMP_MALFORMED";
};

interface Timed {
  readonly text: string;
  readonly rule: TimestampRule;
}

const isInBody = ({ at }: TimestampRule): boolean => "body" in at;

const timedOf = (recipe: SignatureRecipe, delivery: Delivery): Timed | Reason | undefined => {
  if (recipe.timestamp === undefined) return undefined;
  const found = oneTimestamp(timestampTexts(recipe, delivery), recipe.timestamp);
  return typeof found === "string" ? found : { text: found.text, rule: recipe.timestamp };
};

const keysOf = (recipe: SignatureRecipe, secrets: readonly string[]): readonly [number, Key][] =>
  secrets.flatMap((secret, index): [number, Key][] => {
    const key = verificationKey(recipe, secret);
    return key === undefined ? [] : [[index, key]];
  });

export const verifySigned = (recipe: SignatureRecipe, delivery: Delivery, secrets: readonly string[]): Verification => {
  const { headers, now } = delivery;
  const texts = recipe.headers.map((name) => headerText(headers, name)).filter((text) => text !== undefined);
  if (texts.every((text) => text === "")) return refused("SIGNATURE_MISSING");
  if (fixedHeadersDiffer(recipe, delivery)) return refused("SIGNATURE_VERSION_UNKNOWN");
  const signatures = signaturesOf(recipe, texts);
  if (typeof signatures === "string") return refused(signatures);

  const isTimedInBody = recipe.timestamp !== undefined && isInBody(recipe.timestamp);
  const before = isTimedInBody ? undefined : timedOf(recipe, delivery);
  if (typeof before === "string") return refused(before);
  const id = firstHeaderText(headers, recipe.id?.headers ?? []);
  if (recipe.id?.required && !id) return refused("SIGNED_PART_INVALID");
  const contents = contentsOf(recipe, { delivery, timestamp: before?.text ?? "", id });
  if (typeof contents === "string") return refused(contents);

  const keys = keysOf(recipe, secrets);
  if (keys.length === 0) return refused("SECRET_UNUSABLE");
  const fitting = keys.find(([, key]) => anyFits(recipe.algorithm, key, contents, signatures));
  if (fitting === undefined) return refused("SIGNATURE_MISMATCH");

  const timed = isTimedInBody ? timedOf(recipe, delivery) : before;
  if (typeof timed === "string") return refused(timed);
  const judged = timed === undefined ? undefined : judgeTimestamp(timed.text, timed.rule, now);
  return judged === undefined ? { ok: true, secretIndex: fitting[0] } : refused(judged);
};
