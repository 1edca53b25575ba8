// HubSpot's first version: a plain hash of secret and body, without a time. Use v3 where the app lets you.
import type { Scheme, SignatureRecipe } from "../scheme.ts";

export const hubspotDigestRecipe: SignatureRecipe = {
  kind: "signature",
  algorithm: { type: "digest", hash: "sha256" },
  at: [{ header: "x-hubspot-signature" }],
  encoding: "hex",
  content: "{body}",
  fixedHeaders: { "x-hubspot-signature-version": "v1" },
};

export const hubspotV1: Scheme = {
  name: "hubspot-v1",
  format: "json",
  recipes: [hubspotDigestRecipe],
  // There is no delivery id: an eventId is not unique, and a delivery holds up to 100 of them.
  otherSecrets: { headers: ["x-hubspot-signature-v3"] },
};
