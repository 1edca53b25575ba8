// Decides under which id a delivery is known, and by which contents its copies are. Whether a sender has an id is a fact of its scheme or source, never of one request.
import { createHash } from "node:crypto";
import { Fault, faults } from "../../core/faults.ts";
import type { DeliveryIdentity, StoredDelivery } from "../../core/queue/queued-delivery.ts";
import { rememberedMs } from "../../records/ledger.ts";
import { propertyOf } from "../signatures/json-property.ts";
import type { SignedParts } from "../signatures/scheme.ts";
import { isAnySigned, type SchemeFacts, schemeFacts } from "../signatures/scheme-facts.ts";
import type { Delivery, Source } from "../sources/sources.ts";
import { yieldedBy } from "./ask-source.ts";
import type { SourceAnswer } from "./question.ts";

/** A sender without ids that sends the same again so soon has not heard our answer; later, it means something new. */
const usualCopyWithinMinutes = 5;
const minuteMs = 60_000;

const maxIdLength = 256;

/** Beyond what a number can hold exactly, two ids would be one. */
const isRounded = (value: unknown): boolean => typeof value === "number" && !Number.isSafeInteger(value);

interface ReadId {
  text: string;
  /** False: it is hashed, for being long or not plain. Beyond plain characters, what an unsigned content type says of the encoding changes how it reads. */
  isPlain: boolean;
}

const readId = (value: unknown): ReadId | undefined => {
  if (value === undefined || value === null || value === "" || isRounded(value)) return undefined;
  if (typeof value !== "string" && typeof value !== "number")
    throw new Fault(faults.deliveryNotMapped, {
      issues: [{ path: "deliveryId", code: "TYPE_INVALID", message: "deliveryId must yield a text or a number" }],
    });
  const text = String(value);
  const isPlain = text.length <= maxIdLength && /^[\x20-\x7e]+$/.test(text);
  return { text: isPlain ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`, isPlain };
};

interface FoundId {
  id: string | undefined;
  isVouchedFor: boolean;
  /** False: for a header that somebody adds, the same signed content may come with another id. */
  isAlwaysFound: boolean;
}

/** The id where this sender usually has it, and whether the sender signs it there. */
const usualId = ({ deliveryIdAt, signedParts }: SchemeFacts, delivery: Delivery): FoundId => {
  const { headers = [], body, signed = false } = deliveryIdAt ?? {};
  const inHeaders = headers.map((name) => delivery.headers[name]).find((value) => value !== undefined);
  const inBody = body === undefined ? undefined : propertyOf(delivery.body, body);
  const id = readId(inHeaders ?? inBody);
  // Where single values of a body are signed, whoever has them can write a body around them in which the id stands elsewhere.
  const isSignedBody = signedParts.body && id?.isPlain === true;
  return { id: id?.text, isVouchedFor: signed && (inHeaders !== undefined || isSignedBody), isAlwaysFound: true };
};

/** Undefined where the sender vouches for nothing by itself: its parts run into each other, so that no value of it is asked for. */
export const signedPartsOf = (verify: Source["verify"]): SignedParts | undefined => {
  const { signedParts, hasBoundaries } = schemeFacts(verify);
  return hasBoundaries ? signedParts : undefined;
};

const configuredId = ({ deliveryId, signedId }: SourceAnswer): FoundId => {
  const id = readId(yieldedBy("deliveryId", deliveryId));
  const found = { id: id?.text, isVouchedFor: false, isAlwaysFound: false };
  // Where the expression throws, it needs something that is not signed.
  if (!id?.isPlain || !signedId || "thrown" in signedId.result) return found;
  const { result, isAlwaysFound } = signedId;
  try {
    return { id: id.text, isVouchedFor: readId(result.value)?.text === id.text, isAlwaysFound };
  } catch {
    return found;
  }
};

type Hashes = Pick<StoredDelivery, "contentHash" | "lastingHash" | "receivedAt">;

/** Of a sender that has ids, what is signed is a copy for as long as a command is remembered, whatever the id beside it says. */
const withId = (
  { id, isVouchedFor, isAlwaysFound }: FoundId & { id: string },
  isSigned: boolean,
  { contentHash, lastingHash }: Hashes,
): DeliveryIdentity => {
  // Whoever has the token of a sender that signs nothing can write any id, and needs no copy for that.
  if (!isSigned || (isVouchedFor && isAlwaysFound)) return { deliveryId: id, knownBy: id, contents: [] };
  return {
    deliveryId: id,
    knownBy: isVouchedFor ? id : `${id} ${lastingHash}`,
    contents: [{ hash: contentHash, withinMs: rememberedMs }],
  };
};

/** The sender has ids, and this delivery has none: somebody may have left it out, or put a content type there that hides it. */
const withoutItsId = ({ contentHash, lastingHash }: Hashes, isSigned: boolean, withinMs: number): DeliveryIdentity => ({
  deliveryId: `sha256:${lastingHash}`,
  knownBy: `sha256:${contentHash}`,
  contents: [
    ...(isSigned ? [{ hash: contentHash, withinMs: rememberedMs }] : []),
    // Where each attempt is signed with its time, the sender's repetition is known by the rest.
    ...(contentHash === lastingHash ? [] : [{ hash: lastingHash, withinMs }]),
  ],
});

/** The sender has no ids: what it sends again soon is a copy, and what it sends again later is something new. */
export const withoutIds = ({ contentHash, lastingHash, receivedAt }: Hashes, withinMs: number): DeliveryIdentity => ({
  deliveryId: `sha256:${lastingHash}`,
  // A time that is signed tells one attempt from another; where there is none, the time at which it came does.
  knownBy: contentHash === lastingHash ? `sha256:${contentHash} ${receivedAt}` : `sha256:${contentHash}`,
  contents: [{ hash: lastingHash, withinMs }],
});

/** A sender that has ids, or signs when it sent, means nothing new by the same signature; any other may, once so much time is over. */
export const copyWithinMs = (
  { deliveryId, copyWithinMinutes = usualCopyWithinMinutes }: Pick<Source, "deliveryId" | "copyWithinMinutes">,
  { deliveryIdAt, isTimed }: Pick<SchemeFacts, "deliveryIdAt" | "isTimed">,
): number =>
  deliveryId !== undefined || deliveryIdAt !== undefined || isTimed ? rememberedMs : copyWithinMinutes * minuteMs;

/**
 * The sender's usual id counts when hooks.config.ts says nothing; without any, the content is the delivery. `answer` is what the
 * source's own `deliveryId` says of it. Throws DELIVERY_NOT_MAPPED.
 */
export const identifyDelivery = (
  source: Pick<Source, "verify" | "deliveryId" | "copyWithinMinutes">,
  hashes: Hashes,
  delivery: Delivery,
  answer: SourceAnswer,
): DeliveryIdentity => {
  const { verify, deliveryId, copyWithinMinutes = usualCopyWithinMinutes } = source;
  const facts = schemeFacts(verify);
  const { id, ...found } = deliveryId === undefined ? usualId(facts, delivery) : configuredId(answer);
  const isSigned = isAnySigned(facts.signedParts);
  if (id !== undefined) return withId({ id, ...found }, isSigned, hashes);
  const hasIds = deliveryId !== undefined || facts.deliveryIdAt !== undefined;
  const withinMs = copyWithinMinutes * minuteMs;
  return hasIds ? withoutItsId(hashes, isSigned, withinMs) : withoutIds(hashes, withinMs);
};
