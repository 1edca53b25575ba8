// Square: signs the address it was given and the body.
import type { Scheme } from "../scheme.ts";

export const square: Scheme = {
  name: "square",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-square-hmacsha256-signature" }],
      encoding: "base64",
      content: "{url}{body}",
    },
  ],
  deliveryIdAt: { body: "event_id", signed: true },
  otherSecrets: { headers: ["x-square-signature"] },
};
