// Slack Events: signs version, time and body, and asks by a signed event whether the address is ours.
import { jsonOf, propertyOf } from "../json-property.ts";
import { type Handshake, type Scheme, usualToleranceSeconds } from "../scheme.ts";

const challengeText = /^[\w-]{1,256}$/;

const urlVerification: Handshake = {
  mayBe: ({ body }) => Buffer.from(body).includes("url_verification"),
  signed: true,
  answer: ({ body }) => {
    const event = jsonOf(body);
    if (propertyOf(event, "type") !== "url_verification") return undefined;
    const challenge = propertyOf(event, "challenge");
    if (typeof challenge !== "string" || !challengeText.test(challenge)) return { refused: "CHALLENGE_MALFORMED" };
    return { status: 200, contentType: "text/plain", body: challenge };
  },
};

export const slack: Scheme = {
  name: "slack",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-slack-signature" }],
      form: { prefix: "v0=" },
      encoding: "hex",
      timestamp: {
        at: { headers: ["x-slack-request-timestamp"] },
        unit: "s",
        toleranceSeconds: usualToleranceSeconds,
      },
      content: "v0:{timestamp}:{body}",
    },
  ],
  deliveryIdAt: { body: "event_id", signed: true },
  // Slash commands show the user an error for anything but 200.
  successStatus: 200,
  // Slack still sends the verification token that signatures replaced.
  otherSecrets: { body: ["token"] },
  handshake: urlVerification,
};
