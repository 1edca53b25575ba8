// Shopify: signs the body alone; the event id, which all subscriptions share, is not signed.
import type { Scheme } from "../scheme.ts";

export const shopify: Scheme = {
  name: "shopify",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-shopify-hmac-sha256" }],
      encoding: "base64",
      content: "{body}",
      // Its libraries sign cookies and query strings with the same secret; no JSON but a bare number looks like one.
      foreignBody: /^[\w.~%=&:/+@-]+$/,
    },
  ],
  deliveryIdAt: { headers: ["x-shopify-event-id", "x-shopify-webhook-id"], signed: false },
};
