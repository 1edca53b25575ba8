// Chatwoot's outgoing webhooks: time and body are signed, the delivery id is not.
import { type Scheme, usualToleranceSeconds } from "../scheme.ts";

export const chatwoot: Scheme = {
  name: "chatwoot",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-chatwoot-signature" }],
      form: { prefix: "sha256=" },
      encoding: "hex",
      timestamp: { at: { headers: ["x-chatwoot-timestamp"] }, unit: "s", toleranceSeconds: usualToleranceSeconds },
      content: "{timestamp}.{body}",
    },
  ],
  deliveryIdAt: { headers: ["x-chatwoot-delivery"], signed: false },
};
