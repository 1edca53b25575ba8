// Bling: signs the body with the client secret of the app.
import type { Scheme } from "../scheme.ts";

export const bling: Scheme = {
  name: "bling",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-bling-signature-256" }],
      form: { prefix: "sha256=" },
      encoding: "hex",
      content: "{body}",
    },
  ],
  deliveryIdAt: { body: "eventId", signed: true },
  successStatus: 200,
};
