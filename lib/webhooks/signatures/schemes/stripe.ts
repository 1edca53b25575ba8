// Stripe: the key is the whole text of the secret, whsec_ included; v0 is for its tests and never good enough.
import { type Scheme, type SignatureRecipe, usualToleranceSeconds } from "../scheme.ts";

export const stripeRecipe: SignatureRecipe = {
  kind: "signature",
  algorithm: { type: "hmac", hash: "sha256" },
  at: [{ header: "stripe-signature" }],
  form: { separator: ",", pair: "=", key: "v1" },
  encoding: "hex",
  timestamp: { at: { part: "t" }, unit: "s", toleranceSeconds: usualToleranceSeconds },
  content: "{timestamp}.{body}",
};

export const stripe: Scheme = {
  name: "stripe",
  format: "json",
  recipes: [stripeRecipe],
  deliveryIdAt: { body: "id", signed: true },
};
