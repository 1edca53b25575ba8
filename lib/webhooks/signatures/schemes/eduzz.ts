// Eduzz: signs the body with one of the keys that its user makes.
import type { Scheme } from "../scheme.ts";

export const eduzz: Scheme = {
  name: "eduzz",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-signature" }],
      encoding: "hex",
      content: "{body}",
    },
  ],
  deliveryIdAt: { body: "id", signed: true },
  // Eduzz counts 200 to 299.
  successStatus: 200,
};
