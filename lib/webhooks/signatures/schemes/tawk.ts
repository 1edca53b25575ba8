// tawk.to: SHA-1 of the body; the event id is not signed.
import type { Scheme } from "../scheme.ts";

export const tawk: Scheme = {
  name: "tawk",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha1" },
      at: [{ header: "x-tawk-signature" }],
      encoding: "hex",
      content: "{body}",
    },
  ],
  deliveryIdAt: { headers: ["x-hook-event-id"], signed: false },
};
