// WooCommerce: signs the body alone, and pings without any signature when a webhook is saved.
import { headerText } from "../../../core/sent-request.ts";
import type { Handshake, Scheme } from "../scheme.ts";

const signatureHeader = "x-wc-webhook-signature";
/** All that a ping says is the number of the webhook. */
const pingBody = /^webhook_id=\d{1,20}$/;
const longestPing = 31;

/** It needs no secret, since it is answered with nothing and does nothing; anything but 200 is shown to the shop as an error. */
const ping: Handshake = {
  mayBe: ({ method, headers, body }) =>
    method.toUpperCase() === "POST" &&
    body.length <= longestPing &&
    headerText(headers, signatureHeader) === undefined &&
    pingBody.test(Buffer.from(body).toString("latin1")),
  signed: false,
  answer: () => ({ status: 200, contentType: "text/plain", body: "" }),
};

export const woocommerce: Scheme = {
  name: "woocommerce",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: signatureHeader }],
      encoding: "base64",
      content: "{body}",
    },
  ],
  // It is a hash of webhook and second, so that two orders of the same second share it.
  deliveryIdAt: { headers: ["x-wc-webhook-delivery-id"], signed: false },
  successStatus: 200,
  handshake: ping,
};
