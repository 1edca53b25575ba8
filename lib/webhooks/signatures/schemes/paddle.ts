// Paddle Billing: time and body. Its own library allows 5 s, less than a cold start and a slow network can take.
import { type Scheme, usualToleranceSeconds } from "../scheme.ts";

export const paddle: Scheme = {
  name: "paddle",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "paddle-signature" }],
      form: { separator: ";", pair: "=", key: "h1" },
      encoding: "hex",
      timestamp: { at: { part: "ts" }, unit: "s", toleranceSeconds: usualToleranceSeconds },
      content: "{timestamp}:{body}",
    },
  ],
  deliveryIdAt: { body: "event_id", signed: true },
  // Its documentation asks for 200 and names no other status.
  successStatus: 200,
};
