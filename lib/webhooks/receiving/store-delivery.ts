// Makes of a verified delivery what is kept: all of it but the secrets and signatures, known by what its sender vouches for.
import { createHash } from "node:crypto";
import type { StoredDelivery } from "../../core/queue/queued-delivery.ts";
import { copyWithinMs } from "../mapping/identify-delivery.ts";
import { isAnySigned, schemeFacts } from "../signatures/scheme-facts.ts";
import { lastingContent, signedContent } from "../signatures/signed-content.ts";
import type { Source } from "../sources/sources.ts";
import { type DeliveryRequest, deliveryUrl } from "./delivery-url.ts";
import { withholdSecrets } from "./withhold-secrets.ts";

interface StoreOptions {
  name: string;
  source: Source;
  /** It is the source's, or that of hooks.config.ts where the source names none. */
  account: string;
  /** They are all secrets of the source: whichever was used is not kept. */
  secrets: readonly string[];
  publicUrl: string | undefined;
  now: Date;
  /** It is what the signature is of; undefined where nothing is signed, or nobody has looked. */
  signed?: Uint8Array | undefined;
}

const sha256 = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

export const storeDelivery = (request: DeliveryRequest, options: StoreOptions): StoredDelivery => {
  const { name, source, account, secrets, publicUrl, now, signed } = options;
  const { method, headers, bytes } = request;
  const sent = { method, headers, now, url: deliveryUrl(request, publicUrl), body: bytes };
  const facts = schemeFacts(source.verify);
  return {
    source: name,
    account,
    method,
    ...withholdSecrets(request, secrets, facts),
    // Whatever part of a delivery its bytes were moved to, they are the same here, and so is all that a signature fits.
    contentHash: sha256(signed ?? signedContent(source.verify, sent)),
    lastingHash: sha256(lastingContent(source.verify, sent)),
    ...(isAnySigned(facts.signedParts) && { copyWithinMs: copyWithinMs(source, facts) }),
    receivedAt: now.toISOString(),
  };
};
