// Makes of a request what its sender would have sent: signed, and with the address that belongs to it.
import { headerText } from "../lib/core/sent-request.ts";
import { type DeliveryRequest, deliveryUrl } from "../lib/webhooks/receiving/delivery-url.ts";
import { signDelivery } from "../lib/webhooks/signatures/sign-delivery.ts";
import type { Source } from "../lib/webhooks/sources/sources.ts";

export interface SignedRequest {
  method: string;
  /** What follows the origin and the part that `publicUrl` adds to it: /webhooks/… with its query. */
  pathAndQuery: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

interface SignOptions {
  name: string;
  source: Pick<Source, "verify">;
  secret: string;
  publicUrl: string | undefined;
  now: Date;
}

const pathAndQueryOf = (url: string): string => url.slice(url.indexOf("/webhooks/"));

/** Throws CONFIG_INVALID for a secret this cannot be signed with, such as a public key. */
export const signRequest = (request: DeliveryRequest, options: SignOptions): SignedRequest => {
  const { name, source, secret, publicUrl, now } = options;
  const { method, headers, bytes, rawQuery } = request;
  const url = deliveryUrl({ path: { source: name }, rawQuery }, publicUrl);
  const signed = signDelivery(source.verify, { method, url, headers, body: bytes, now }, secret);
  return {
    method,
    pathAndQuery: pathAndQueryOf(signed.url),
    headers: Object.fromEntries(
      Object.keys(signed.headers).map((header) => [header, headerText(signed.headers, header) ?? ""]),
    ),
    body: signed.body,
  };
};
