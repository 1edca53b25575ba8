// Makes of a request what its sender would have sent: signed, and with the address that belongs to it.
import { headerText, splitUrl } from "../lib/core/sent-request.ts";
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
  source: Pick<Source, "verify" | "address">;
  secret: string;
  publicUrl: string | undefined;
  now: Date;
}

const pathAndQueryOf = (url: string): string => url.slice(url.indexOf("/webhooks/"));

/** A sample may have the query of the address, or only what the sender adds to it, or neither. */
const added = (address: string, query: string): string => {
  const { query: given } = splitUrl(address);
  const isWhole = given !== undefined && (query === given || query.startsWith(`${given}&`));
  const more = isWhole ? query.slice(given.length + 1) : query;
  return more === "" ? "" : `${given === undefined ? "?" : "&"}${more}`;
};

/** Throws CONFIG_INVALID for a secret this cannot be signed with, such as a public key. */
export const signRequest = (request: DeliveryRequest, options: SignOptions): SignedRequest => {
  const { name, source, secret, publicUrl, now } = options;
  const { method, headers, bytes, rawQuery } = request;
  const { address = "", verify } = source;
  const url = deliveryUrl({ path: { source: name }, rawQuery: "" }, publicUrl) + address + added(address, rawQuery);
  const signed = signDelivery(verify, { method, url, headers, body: bytes, now }, secret);
  return {
    method,
    pathAndQuery: pathAndQueryOf(signed.url),
    headers: Object.fromEntries(
      Object.keys(signed.headers).map((header) => [header, headerText(signed.headers, header) ?? ""]),
    ),
    body: signed.body,
  };
};
