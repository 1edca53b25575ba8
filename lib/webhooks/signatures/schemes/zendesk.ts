// Zendesk: signs time and body. Its documentation asks for no check of the time; without one a replay would pass for ever.
import { type Scheme, usualToleranceSeconds } from "../scheme.ts";

export const zendesk: Scheme = {
  name: "zendesk",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-zendesk-webhook-signature" }],
      encoding: "base64",
      timestamp: {
        at: { headers: ["x-zendesk-webhook-signature-timestamp"] },
        // It is documented as ISO 8601; what others recorded has seconds.
        unit: "s-or-iso",
        toleranceSeconds: usualToleranceSeconds,
      },
      content: "{timestamp}{body}",
    },
  ],
  deliveryIdAt: { headers: ["x-zendesk-webhook-invocation-id"], signed: false },
};
