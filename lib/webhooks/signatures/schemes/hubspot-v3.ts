// HubSpot's third version: method, URL, body and time, the URL with some of its escapes undone.
import { type ContentParts, type ContentRule, type Scheme, usualToleranceSeconds } from "../scheme.ts";

const escapes = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

const content = ({ sent: { method, url, body }, timestamp }: ContentParts): Uint8Array =>
  Buffer.concat([
    Buffer.from(method.toUpperCase() + url.replaceAll(escapes, (escaped) => decodeURIComponent(escaped))),
    body,
    Buffer.from(timestamp),
  ]);

const signedContent: ContentRule = {
  signs: { body: true, method: true, url: true, headers: ["x-hubspot-request-timestamp"], query: [] },
  candidates: (parts) => [content(parts)],
  canonical: content,
};

export const hubspotV3: Scheme = {
  name: "hubspot-v3",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-hubspot-signature-v3" }],
      encoding: "base64",
      timestamp: {
        at: { headers: ["x-hubspot-request-timestamp"] },
        unit: "ms",
        toleranceSeconds: usualToleranceSeconds,
      },
      content: signedContent,
    },
  ],
  // Deliveries carry the older signature, too.
  otherSecrets: { headers: ["x-hubspot-signature"] },
};
