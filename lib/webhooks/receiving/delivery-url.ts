// Builds the address a sender posted to, as it signs it: from the configuration, never from what a sender can write (Host, X-Forwarded-*).
import type { ReadHttpEvent } from "../../middleware/read-http-event.ts";

export type DeliveryRequest = Pick<ReadHttpEvent, "method" | "path" | "headers" | "query" | "rawQuery" | "bytes">;

/** Only schemes that look at path and query see this: those that sign the address are refused without a `publicUrl` when bundled. */
const nowhere = "https://public-url.invalid";

export const deliveryUrl = (
  { path, rawQuery }: Pick<DeliveryRequest, "path" | "rawQuery">,
  publicUrl = nowhere,
): string => {
  const token = path.token === undefined ? "" : `/${encodeURIComponent(path.token.toWellFormed())}`;
  const query = rawQuery === "" ? "" : `?${rawQuery}`;
  return `${publicUrl}/webhooks/${encodeURIComponent(path.source ?? "")}${token}${query}`;
};
