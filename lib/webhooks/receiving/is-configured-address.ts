// Says whether a delivery came to the very address its sender was given: where the address is signed, no byte of it may be the body's.
import type { SchemeFacts } from "../signatures/scheme-facts.ts";
import type { Source } from "../sources/sources.ts";
import { type DeliveryRequest, deliveryUrl } from "./delivery-url.ts";

/** What of it stands behind /webhooks/<source>. */
const restOf = ({ path, rawQuery }: Pick<DeliveryRequest, "path" | "rawQuery">): string => {
  const whole = deliveryUrl({ path, rawQuery });
  return whole.slice(deliveryUrl({ path: { source: path.source }, rawQuery: "" }).length);
};

const nameOf = (pair: string): string => {
  const [name = ""] = new URLSearchParams(`&${pair}`).keys();
  return name;
};

/**
 * Behind it a sender may add what its scheme says; and without a body, anything: that is where it says all it has to say, and
 * there is nothing that bytes of it could have come from.
 */
export const isConfiguredAddress = (
  { address = "" }: Pick<Source, "address">,
  { needsUrl, addedQuery }: Pick<SchemeFacts, "needsUrl" | "addedQuery">,
  request: Pick<DeliveryRequest, "path" | "rawQuery" | "bytes">,
): boolean => {
  const rest = restOf(request);
  if (!needsUrl || rest === address) return true;
  const begun = address + (address.includes("?") ? "&" : "?");
  if (!rest.startsWith(begun)) return false;
  const names = rest.slice(begun.length).split("&").map(nameOf);
  return (
    request.bytes.length === 0 ||
    (new Set(names).size === names.length && names.every((name) => addedQuery.includes(name)))
  );
};
