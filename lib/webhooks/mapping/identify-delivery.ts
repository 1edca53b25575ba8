// Decides under which id a delivery is known, and whether its sender vouches for that id.
import { createHash } from "node:crypto";
import { Fault, faults } from "../../core/faults.ts";
import type { StoredDelivery } from "../../core/queue/queued-delivery.ts";
import { propertyOf } from "../signatures/json-property.ts";
import type { SignedParts } from "../signatures/scheme.ts";
import { type SchemeFacts, schemeFacts } from "../signatures/scheme-facts.ts";
import type { Delivery, Source } from "../sources/sources.ts";
import { evaluate } from "./evaluate.ts";
import type { TimeLimit } from "./time-limit.ts";

export interface DeliveryIdentity {
  deliveryId: string;
  /**
   * The copies of a delivery share this. An id that anybody could have written counts together with what is signed, or one
   * signed delivery could be sent under the ids of those to come, which would then be taken for its copies.
   */
  knownBy: string;
  /** True: a copy with the same content and another id is the same delivery, since whoever copied it could have written the id. */
  contentCounts: boolean;
}

const maxIdLength = 256;

/** Beyond what a number can hold exactly, two ids would be one. */
const isRounded = (value: unknown): boolean => typeof value === "number" && !Number.isSafeInteger(value);

const idText = (value: unknown): string | undefined => {
  if (value === undefined || value === null || value === "" || isRounded(value)) return undefined;
  if (typeof value !== "string" && typeof value !== "number")
    throw new Fault(faults.deliveryNotMapped, {
      issues: [{ path: "deliveryId", code: "TYPE_INVALID", message: "deliveryId must yield a text or a number" }],
    });
  const text = String(value);
  const isPlain = text.length <= maxIdLength && /^[\x20-\x7e]+$/.test(text);
  return isPlain ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`;
};

/** The id where this sender usually has it, and whether the sender signs it there. */
const usualId = ({ deliveryIdAt }: SchemeFacts, delivery: Delivery) => {
  const { headers = [], body, signed = false } = deliveryIdAt ?? {};
  const inHeaders = headers.map((name) => delivery.headers[name]).find((value) => value !== undefined);
  const inBody = body === undefined ? undefined : propertyOf(delivery.body, body);
  return { id: idText(inHeaders ?? inBody), isVouchedFor: signed };
};

const only = (values: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

/**
 * The part of a delivery that its sender vouches for: anybody on the way may have written the rest. Single properties of a body
 * are left out, since two that are signed one behind the other can give characters to each other.
 */
const signedView = (delivery: Delivery, { body, url, headers, query }: SignedParts): Delivery => ({
  ...delivery,
  body: body ? delivery.body : undefined,
  headers: only(delivery.headers, headers),
  query: url ? delivery.query : only(delivery.query, query),
});

const configuredId = async (
  expression: NonNullable<Source["deliveryId"]>,
  { signedParts, hasBoundaries }: SchemeFacts,
  delivery: Delivery,
  limit: TimeLimit,
) => {
  const id = idText(await evaluate(expression, delivery, limit));
  if (id === undefined || !hasBoundaries) return { id, isVouchedFor: false };
  try {
    const signedId = idText(await evaluate(expression, signedView(delivery, signedParts), limit));
    return { id, isVouchedFor: signedId === id };
  } catch {
    // The expression needs something that is not signed.
    return { id, isVouchedFor: false };
  }
};

const isAnySigned = ({ body, method, url, headers, query, properties = [] }: SignedParts): boolean =>
  body || method || url || headers.length > 0 || query.length > 0 || properties.length > 0;

/** The sender's usual id counts when hooks.config.ts says nothing; without any, the content is the delivery. */
export const identifyDelivery = async (
  { verify, deliveryId, repeatedBody }: Pick<Source, "verify" | "deliveryId" | "repeatedBody">,
  { contentHash, lastingHash }: Pick<StoredDelivery, "contentHash" | "lastingHash">,
  delivery: Delivery,
  limit: TimeLimit,
): Promise<DeliveryIdentity> => {
  const facts = schemeFacts(verify);
  const { id, isVouchedFor } =
    deliveryId === undefined ? usualId(facts, delivery) : await configuredId(deliveryId, facts, delivery, limit);
  const content = `sha256:${contentHash}`;
  if (id === undefined) return { deliveryId: content, knownBy: content, contentCounts: false };
  return {
    deliveryId: id,
    knownBy: isVouchedFor || !isAnySigned(facts.signedParts) ? id : `${id} ${lastingHash}`,
    contentCounts: !isVouchedFor && repeatedBody !== "new",
  };
};
