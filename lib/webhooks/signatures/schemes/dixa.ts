// Dixa: time in milliseconds and body; the secret is shown in hex and used decoded.
import { type Scheme, usualToleranceSeconds } from "../scheme.ts";

export const dixa: Scheme = {
  name: "dixa",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      secret: { encoding: "hex" },
      at: [{ header: "x-dixa-signature" }],
      form: { separator: ",", pair: "=", key: "v1" },
      encoding: "hex",
      timestamp: { at: { part: "t" }, unit: "ms", toleranceSeconds: usualToleranceSeconds },
      content: "{timestamp}.{body}",
    },
  ],
  deliveryIdAt: { body: "event_id", signed: true },
};
