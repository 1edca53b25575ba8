// The part of a delivery that its sender vouches for: what was said elsewhere, anybody on the way may have written.
import type { SignedParts } from "../signatures/scheme.ts";
import type { Delivery } from "../sources/sources.ts";

const only = (values: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

export const signedView = (delivery: Delivery, { body, url, headers, query }: SignedParts): Delivery => ({
  ...delivery,
  body: body ? delivery.body : undefined,
  headers: only(delivery.headers, headers),
  query: url ? delivery.query : only(delivery.query, query),
});
