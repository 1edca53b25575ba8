// PagBank: a plain hash of token, hyphen and body, whose key is the account's token.
import type { Scheme } from "../scheme.ts";

export const pagbank: Scheme = {
  name: "pagbank",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "digest", hash: "sha256" },
      at: [{ header: "x-authenticity-token" }],
      encoding: "hex",
      content: "-{body}",
    },
  ],
  // There is no delivery id: the id in the body is the order's or the charge's, and comes with each of its changes.
  successStatus: 200,
  // Its recurring payments are signed otherwise, in a way that it does not document.
  otherSecrets: { headers: ["x-payload-signature"] },
};
