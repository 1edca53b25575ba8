// Intercom: SHA-1 of the body with the app's client secret.
import type { Scheme } from "../scheme.ts";

export const intercom: Scheme = {
  name: "intercom",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha1" },
      at: [{ header: "x-hub-signature" }],
      form: { prefix: "sha1=" },
      encoding: "hex",
      content: "{body}",
    },
  ],
  deliveryIdAt: { body: "id", signed: true },
};
