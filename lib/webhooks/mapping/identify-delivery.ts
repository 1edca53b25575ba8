// Under which id a delivery is known, and whether its sender vouches for that id.
import { createHash } from "node:crypto";
import { Fault, faults } from "../../core/faults.ts";
import { isProperties, own } from "../../core/value.ts";
import type { SchemeFacts } from "../signatures/facts.ts";
import type { SignedParts } from "../signatures/scheme.ts";
import type { Delivery, Expression, Source } from "../sources/sources.ts";
import { evaluate } from "./evaluate.ts";
import { signedView } from "./signed-view.ts";
import type { TimeLimit } from "./time-limit.ts";

export interface DeliveryIdentity {
  deliveryId: string;
  /** What its copies share. An id that anybody could have written counts together with what is signed, or one signed
   * delivery could be sent under the ids of those to come, which would then be taken for its copies. */
  knownBy: string;
  /** A copy with the same content and another id is the same delivery: whoever copied it could have written the id. */
  contentCounts: boolean;
}

const longestId = 256;

/** Beyond what a number can hold exactly, two ids would be one. */
const isRounded = (value: unknown): boolean => typeof value === "number" && !Number.isSafeInteger(value);

const idText = (value: unknown): string | undefined => {
  if (value === undefined || value === null || value === "" || isRounded(value)) return undefined;
  if (typeof value !== "string" && typeof value !== "number")
    throw new Fault(faults.deliveryNotMapped, {
      issues: [{ path: "deliveryId", code: "TYPE_INVALID", message: "deliveryId must yield a text or a number" }],
    });
  const text = String(value);
  const isPlain = text.length <= longestId && /^[\x20-\x7e]+$/.test(text);
  return isPlain ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`;
};

const isVouchedFor = async (
  expression: Expression,
  id: string,
  delivery: Delivery,
  { signedParts, hasBoundaries }: SchemeFacts,
  limit: TimeLimit,
): Promise<boolean> => {
  try {
    return hasBoundaries && idText(await evaluate(expression, signedView(delivery, signedParts), limit)) === id;
  } catch {
    // It needs something that is not signed.
    return false;
  }
};

/** Where this sender puts its id, and whether that is signed. */
const usualId = (delivery: Delivery, { deliveryIdAt }: SchemeFacts): { id: string | undefined; signed: boolean } => {
  const { headers = [], body, signed = false } = deliveryIdAt ?? {};
  const inHeaders = headers.map((name) => delivery.headers[name]).find((value) => value !== undefined);
  const inBody = body !== undefined && isProperties(delivery.body) ? own(delivery.body, body) : undefined;
  return { id: idText(inHeaders ?? inBody), signed };
};

const isAnySigned = ({ body, method, url, headers, query }: SignedParts): boolean =>
  body || method || url || headers.length > 0 || query.length > 0;

/** The sender's usual id counts when hooks.config.ts says nothing; without any, the content is the delivery. */
export const identifyDelivery = async (
  { deliveryId, repeatedBody }: Pick<Source, "deliveryId" | "repeatedBody">,
  delivery: Delivery,
  {
    contentHash,
    lastingHash,
    facts,
    limit,
  }: { contentHash: string; lastingHash: string; facts: SchemeFacts; limit: TimeLimit },
): Promise<DeliveryIdentity> => {
  const { signedParts } = facts;
  const usual = usualId(delivery, facts);
  const id = deliveryId === undefined ? usual.id : idText(await evaluate(deliveryId, delivery, limit));
  const content = `sha256:${contentHash}`;
  if (id === undefined) return { deliveryId: content, knownBy: content, contentCounts: false };
  const vouchedFor =
    deliveryId === undefined ? usual.signed : await isVouchedFor(deliveryId, id, delivery, facts, limit);
  return {
    deliveryId: id,
    knownBy: vouchedFor || !isAnySigned(signedParts) ? id : `${id} ${lastingHash}`,
    contentCounts: !vouchedFor && repeatedBody !== "new",
  };
};
