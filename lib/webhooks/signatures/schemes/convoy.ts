// Convoy: two ways to sign, the body alone or time and body, in a hash and an encoding its operator chooses.
import { oneOf } from "../option-rules.ts";
import {
  type Hash,
  type Recipes,
  type Scheme,
  type SchemeOptions,
  type SignatureEncoding,
  type SignatureRecipe,
  usualToleranceSeconds,
} from "../scheme.ts";

const recipesOf = ({ hash = "sha256", encoding = "hex", mode }: SchemeOptions): Recipes => {
  const simple: SignatureRecipe = {
    kind: "signature",
    algorithm: { type: "hmac", hash: hash as Hash },
    at: [{ header: "x-convoy-signature" }],
    encoding: encoding as SignatureEncoding,
    content: "{body}",
    // What is signed the advanced way begins like this.
    foreignBody: /^\d+,/,
    reads: (text) => !text.includes(","),
  };
  const { foreignBody: _signedElsewhere, ...shared } = simple;
  const advanced: SignatureRecipe = {
    ...shared,
    form: { separator: ",", pair: "=", key: "v1" },
    timestamp: { at: { part: "t" }, unit: "s", toleranceSeconds: usualToleranceSeconds },
    content: "{timestamp},{body}",
    reads: (text) => text.includes(","),
  };
  if (mode === "simple") return [simple];
  return mode === "advanced" ? [advanced] : [advanced, simple];
};

export const convoy: Scheme = {
  name: "convoy",
  recipes: recipesOf,
  options: {
    hash: oneOf("sha256", "sha512"),
    encoding: oneOf("hex", "base64"),
    mode: oneOf("simple", "advanced"),
  },
};
