// Standard Webhooks, which Svix and many others send: the id and the time are signed with the body.
import { type Scheme, type SignatureRecipe, usualToleranceSeconds } from "../scheme.ts";

const ids = ["webhook-id", "svix-id"];

export const standardWebhooksRecipe: SignatureRecipe = {
  kind: "signature",
  algorithm: { type: "hmac", hash: "sha256" },
  // Supabase shows its secret as `v1,whsec_…`.
  secret: { encoding: "base64", prefix: "whsec_", versionPrefix: "v1," },
  at: [{ header: "webhook-signature" }, { header: "svix-signature" }],
  form: { separator: " ", pair: ",", key: "v1" },
  encoding: "base64",
  timestamp: {
    at: { headers: ["webhook-timestamp", "svix-timestamp"] },
    unit: "s",
    toleranceSeconds: usualToleranceSeconds,
  },
  id: { headers: ids, required: true },
  content: "{id}.{timestamp}.{body}",
};

export const standardWebhooks: Scheme = {
  name: "standard-webhooks",
  recipes: [standardWebhooksRecipe],
  deliveryIdAt: { headers: ids, signed: true },
};
