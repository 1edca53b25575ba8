// Linear: signs the body, which holds the time it was sent.
import type { Scheme } from "../scheme.ts";

/** Its documentation asks for this; each attempt has a time of its own. */
const linearToleranceSeconds = 60;

export const linear: Scheme = {
  name: "linear",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "linear-signature" }],
      encoding: "hex",
      timestamp: { at: { body: "webhookTimestamp" }, unit: "ms", toleranceSeconds: linearToleranceSeconds },
      content: "{body}",
    },
  ],
  deliveryIdAt: { headers: ["linear-delivery"], signed: false },
  // Linear sends again what is answered with anything but 200.
  successStatus: 200,
};
