// Calendly: signs as Stripe does. A new key comes only with a new subscription, so keep the old one for a while.
import type { Scheme } from "../scheme.ts";
import { stripeRecipe } from "./stripe.ts";

export const calendly: Scheme = {
  name: "calendly",
  format: "json",
  recipes: [{ ...stripeRecipe, at: [{ header: "calendly-webhook-signature" }] }],
};
