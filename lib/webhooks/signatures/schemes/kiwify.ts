// Kiwify: SHA-1 of the body, and the signature stands in the address. The secret is the webhook's token, eleven characters long.
import type { Scheme } from "../scheme.ts";

export const kiwify: Scheme = {
  name: "kiwify",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha1" },
      at: [{ query: "signature" }],
      encoding: "hex",
      content: "{body}",
    },
  ],
  // There is no delivery id: an order's id comes again with each of its events.
  successStatus: 200,
};
