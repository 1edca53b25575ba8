// SendGrid's event webhook: signs time and body with ECDSA; we hold the public key.
import type { Scheme } from "../scheme.ts";

export const sendgrid: Scheme = {
  name: "sendgrid",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "ecdsa", hash: "sha256" },
      at: [{ header: "x-twilio-email-event-webhook-signature" }],
      encoding: "base64",
      timestamp: {
        at: { headers: ["x-twilio-email-event-webhook-timestamp"] },
        unit: "s",
        // SendGrid repeats deliveries for a day and does not say that it signs them anew; toleranceSeconds turns the check on.
        toleranceSeconds: Number.POSITIVE_INFINITY,
      },
      content: "{timestamp}{body}",
    },
  ],
  // There is no delivery id: each event of the batch has its own sg_event_id.
};
