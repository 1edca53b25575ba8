// Standard Webhooks with a key pair: we hold the public half (whpk_), so nobody who reads our secrets can sign.
import type { Scheme } from "../scheme.ts";
import { standardWebhooks, standardWebhooksRecipe } from "./standard-webhooks.ts";

const { secret: _shared, ...recipe } = standardWebhooksRecipe;

export const standardWebhooksV1a: Scheme = {
  ...standardWebhooks,
  name: "standard-webhooks-v1a",
  recipes: [{ ...recipe, algorithm: { type: "ed25519" }, form: { separator: " ", pair: ",", key: "v1a" } }],
};
