// Pagar.me, versions 1 to 4 of its API: SHA-1 of the form it posts, with the API key.
import type { Scheme } from "../scheme.ts";

export const pagarmeV4: Scheme = {
  name: "pagarme-v4",
  format: "form",
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
  // There is no delivery id: the id in the form is the transaction's, and comes with each of its statuses.
  successStatus: 200,
};
