// Mercado Pago: signs two ids and the time, not the body; what the payment is has to be read from its API.

import { queryTexts } from "../../../core/sent-request.ts";
import type { Reason } from "../reasons.ts";
import { type ContentParts, type ContentRule, type Scheme, usualToleranceSeconds } from "../scheme.ts";

const requestId = "x-request-id";
const dataId = "data.id";

/** An id with a semicolon could stand for two parts at once. */
const isMisshapen = (text: string): boolean => text.includes(";");

const part = (label: string, value: string): string => (value === "" ? "" : `${label}:${value};`);

/** A part that is missing is left out. */
const content = (id: string, request: string, timestamp: string): Uint8Array =>
  Buffer.from(part("id", id) + part("request-id", request) + part("ts", timestamp));

/** Its documentation lowers the case of data.id, its library does not. */
const candidates = ({ sent, timestamp, id: request = "" }: ContentParts): readonly Uint8Array[] | Reason => {
  const [id = "", ...others] = queryTexts(sent.url, dataId);
  if (others.length > 0 || isMisshapen(id) || isMisshapen(request)) return "SIGNED_PART_INVALID";
  if (id === "" && request === "") return "SIGNED_PART_INVALID";
  return [...new Set([id.toLowerCase(), id])].map((spelling) => content(spelling, request, timestamp));
};

/** The delivery verifies, so that there is one id; lower case is what all of its spellings have in common. */
const idIn = (url: string): string => (queryTexts(url, dataId)[0] ?? "").toLowerCase();

const signedContent: ContentRule = {
  signs: { body: false, method: false, url: false, headers: [requestId], query: [dataId] },
  candidates,
  canonical: ({ sent, timestamp, id: request = "" }) => content(idIn(sent.url), request, timestamp),
  // Each attempt is a request with an id of its own, which would make every copy look new.
  lasting: ({ sent, timestamp }) => content(idIn(sent.url), "", timestamp),
};

export const mercadopago: Scheme = {
  name: "mercadopago",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-signature" }],
      form: { separator: ",", pair: "=", key: "v1" },
      encoding: "hex",
      // Its documentation shows seconds, its library's tests milliseconds.
      timestamp: { at: { part: "ts" }, unit: "s-or-ms", toleranceSeconds: usualToleranceSeconds },
      id: { headers: [requestId], required: false },
      content: signedContent,
    },
  ],
  // The notification's id stays the same when it is sent again; nothing in the body is signed.
  deliveryIdAt: { body: "id", signed: false },
  // Mercado Pago counts 200 and 201, and nothing else.
  successStatus: 200,
};
