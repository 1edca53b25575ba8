// A verified delivery as it is kept: whole, without what opens a door, and known by what its sender vouches for.
import { createHash } from "node:crypto";
import type { StoredDelivery } from "../core/queued-delivery.ts";
import { lastingContent, signedContent } from "../core/signatures/signed-content.ts";
import type { Source } from "../core/sources.ts";
import { factsOf } from "../deliveries/scheme-facts.ts";
import { withholdSecrets } from "../deliveries/withhold-secrets.ts";
import { type DeliveryRequest, deliveryUrl } from "./delivery-url.ts";

export interface StoreOptions {
  name: string;
  source: Source;
  /** Of the source, or of hooks.config.ts where the source names none. */
  account: string;
  /** All of the source's: whichever was used is not kept. */
  secrets: readonly string[];
  publicUrl: string | undefined;
  now: Date;
}

const sha256 = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

export const storeDelivery = (request: DeliveryRequest, options: StoreOptions): StoredDelivery => {
  const { name, source, account, secrets, publicUrl, now } = options;
  const { method, headers, query, bytes } = request;
  const delivery = { method, headers, now, url: deliveryUrl(request, publicUrl), body: bytes };
  return {
    ...{ source: name, account, method },
    ...withholdSecrets({ headers, query, bytes }, secrets, factsOf(source.verify)),
    contentHash: sha256(signedContent(source.verify, delivery)),
    lastingHash: sha256(lastingContent(source.verify, delivery)),
    receivedAt: now.toISOString(),
  };
};
