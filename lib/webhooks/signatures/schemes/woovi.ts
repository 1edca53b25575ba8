// Woovi (OpenPix): signs the body with RSA; the public key is the same for everybody and stands in its documentation.
import type { Scheme } from "../scheme.ts";

export const woovi: Scheme = {
  name: "woovi",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "rsa", hash: "sha256" },
      at: [{ header: "x-webhook-signature" }],
      encoding: "base64",
      content: "{body}",
    },
  ],
  // Woovi asks for 200 and names no other status.
  successStatus: 200,
  // Deliveries also carry an older HMAC, and the authorization text of the webhook's settings.
  otherSecrets: { headers: ["x-openpix-signature", "authorization", "x-openpix-authorization"] },
};
