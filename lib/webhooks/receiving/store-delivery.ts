// A verified delivery as it is kept: whole, without what opens a door, and known by what its sender vouches for.
import { createHash } from "node:crypto";
import type { StoredDelivery } from "../../core/queue/queued-delivery.ts";
import { lastingContent, signedContent } from "../signatures/signed-content.ts";
import { factsOf } from "../sources/scheme-facts.ts";
import type { Source } from "../sources/sources.ts";
import { type DeliveryRequest, deliveryUrl } from "./delivery-url.ts";
import { withholdSecrets } from "./withhold-secrets.ts";

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
