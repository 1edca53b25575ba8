// HubSpot's second version, of workflows and cards: method and URL are hashed as well, still without a time.
import type { Scheme } from "../scheme.ts";
import { hubspotDigestRecipe } from "./hubspot-v1.ts";

export const hubspotV2: Scheme = {
  name: "hubspot-v2",
  format: "json",
  recipes: [
    {
      ...hubspotDigestRecipe,
      content: "{method}{url}{body}",
      fixedHeaders: { "x-hubspot-signature-version": "v2" },
    },
  ],
  otherSecrets: { headers: ["x-hubspot-signature-v3"] },
};
