// Under which id a delivery is known, and whether its sender vouches for that id.
import { createHash } from "node:crypto";
import { Fault, faults } from "../core/faults.ts";
import type { SchemeFacts } from "../core/signatures/facts.ts";
import type { Delivery, Expression, Source } from "../core/sources.ts";
import { isProperties, own } from "../core/value.ts";
import { evaluate } from "./evaluate.ts";
import { signedView } from "./signed-view.ts";

export interface DeliveryIdentity {
  deliveryId: string;
  /** A copy with the same content and another id is the same delivery: whoever copied it could have written the id. */
  contentCounts: boolean;
}

const longestId = 256;

const idText = (value: unknown): string | undefined => {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string" && typeof value !== "number")
    throw new Fault(faults.deliveryNotMapped, {
      issues: [{ path: "deliveryId", code: "TYPE_INVALID", message: "deliveryId must yield a text or a number" }],
    });
  const text = String(value);
  const isPlain = text.length <= longestId && /^[\x20-\x7e]+$/.test(text);
  return isPlain ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`;
};

const isVouchedFor = async (expression: Expression, id: string, view: Delivery): Promise<boolean> => {
  try {
    return idText(await evaluate(expression, view)) === id;
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

/** The sender's usual id counts when hooks.config.ts says nothing; without any, the content is the delivery. */
export const identifyDelivery = async (
  { deliveryId, repeatedBody }: Pick<Source, "deliveryId" | "repeatedBody">,
  delivery: Delivery,
  { contentHash, facts }: { contentHash: string; facts: SchemeFacts },
): Promise<DeliveryIdentity> => {
  const usual = usualId(delivery, facts);
  const id = deliveryId === undefined ? usual.id : idText(await evaluate(deliveryId, delivery));
  if (id === undefined) return { deliveryId: `sha256:${contentHash}`, contentCounts: false };
  if (repeatedBody === "new") return { deliveryId: id, contentCounts: false };
  const vouchedFor =
    deliveryId === undefined
      ? usual.signed
      : await isVouchedFor(deliveryId, id, signedView(delivery, facts.signedParts));
  return { deliveryId: id, contentCounts: !vouchedFor };
};
