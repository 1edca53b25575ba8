// GitHub: signs the body alone; the delivery id beside it is not signed.
import type { Scheme, SignatureRecipe } from "../scheme.ts";

export const githubRecipe: SignatureRecipe = {
  kind: "signature",
  algorithm: { type: "hmac", hash: "sha256" },
  at: [{ header: "x-hub-signature-256" }],
  form: { prefix: "sha256=" },
  encoding: "hex",
  content: "{body}",
};

/** GitHub still sends the SHA-1 signature as well. */
export const githubSecrets = { headers: ["x-hub-signature"] };

export const github: Scheme = {
  name: "github",
  recipes: [githubRecipe],
  deliveryIdAt: { headers: ["x-github-delivery"], signed: false },
  otherSecrets: githubSecrets,
};
