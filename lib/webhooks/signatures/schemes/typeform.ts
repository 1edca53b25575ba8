// Typeform: signs the body alone.
import type { Scheme } from "../scheme.ts";

export const typeform: Scheme = {
  name: "typeform",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "typeform-signature" }],
      form: { prefix: "sha256=" },
      encoding: "base64",
      content: "{body}",
    },
  ],
  deliveryIdAt: { body: "event_id", signed: true },
};
