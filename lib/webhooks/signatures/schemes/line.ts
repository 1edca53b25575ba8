// LINE: signs the body alone.
import type { Scheme } from "../scheme.ts";

export const line: Scheme = {
  name: "line",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-line-signature" }],
      encoding: "base64",
      content: "{body}",
    },
  ],
  // There is no delivery id: each event of the batch has its own webhookEventId.
  // LINE asks for 200 and names no other status.
  successStatus: 200,
};
