// Zoom: signs as Slack does, and asks by a signed event for the HMAC of a text it chooses.
import { createHmac } from "node:crypto";
import { jsonOf, propertyOf } from "../json-property.ts";
import { type Handshake, type Scheme, usualToleranceSeconds } from "../scheme.ts";

/** It has no colon, so that what is signed for a delivery, `v0:time:body`, can never be asked of us. */
const plainText = /^[\w-]{1,128}$/;

const urlValidation: Handshake = {
  mayBe: ({ body }) => Buffer.from(body).includes("endpoint.url_validation"),
  signed: true,
  answer: ({ body }, { secret }) => {
    const event = jsonOf(body);
    if (propertyOf(event, "event") !== "endpoint.url_validation") return undefined;
    const plainToken = propertyOf(event, "payload.plainToken");
    if (typeof plainToken !== "string" || !plainText.test(plainToken)) return { refused: "CHALLENGE_MALFORMED" };
    const encryptedToken = createHmac("sha256", secret).update(plainToken).digest("hex");
    return { status: 200, contentType: "application/json", body: JSON.stringify({ plainToken, encryptedToken }) };
  },
};

export const zoom: Scheme = {
  name: "zoom",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-zm-signature" }],
      form: { prefix: "v0=" },
      encoding: "hex",
      timestamp: { at: { headers: ["x-zm-request-timestamp"] }, unit: "s", toleranceSeconds: usualToleranceSeconds },
      content: "v0:{timestamp}:{body}",
    },
  ],
  // Its documentation names 200 and 204.
  successStatus: 200,
  handshake: urlValidation,
};
