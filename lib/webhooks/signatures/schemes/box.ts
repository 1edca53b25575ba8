// Box: signs body and time twice, with two keys in two headers, so that one can be changed at a time.
import type { Scheme } from "../scheme.ts";

/** Its documentation asks for this: deliveries may be on their way for ten minutes. */
const boxToleranceSeconds = 600;

export const box: Scheme = {
  name: "box",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "box-signature-primary" }, { header: "box-signature-secondary" }],
      encoding: "base64",
      timestamp: { at: { headers: ["box-delivery-timestamp"] }, unit: "iso", toleranceSeconds: boxToleranceSeconds },
      content: "{body}{timestamp}",
      fixedHeaders: { "box-signature-version": "1", "box-signature-algorithm": "HmacSHA256" },
    },
  ],
  deliveryIdAt: { headers: ["box-delivery-id"], signed: false },
};
