// Mailgun: time, token and signature stand inside the body, and only the first two are signed: nothing else in it is the sender's for sure.
import type { Scheme, SignatureRecipe } from "../scheme.ts";

/**
 * Mailgun repeats a delivery for eight hours, and does not say that it signs it anew. The time must count all the same: it keeps
 * the token apart from it, since both are signed without anything between them.
 */
const mailgunToleranceSeconds = 12 * 60 * 60;

const recipe = (at: string, signature: string): SignatureRecipe => ({
  kind: "signature",
  algorithm: { type: "hmac", hash: "sha256" },
  at: [{ body: `${at}${signature}` }],
  encoding: "hex",
  timestamp: { at: { body: `${at}timestamp` }, unit: "s", toleranceSeconds: mailgunToleranceSeconds },
  content: `{timestamp}{body:${at}token}`,
  reads: (text) => text !== "",
});

export const mailgun: Scheme = {
  name: "mailgun",
  // Its older webhooks, and its routes, send the three as fields of a form.
  recipes: [recipe("signature.", "signature"), recipe("", "signature")],
  // A token is given out once, so that whoever sends it again sends a copy, whatever else the body says by then.
  deliveryIdAt: { body: "signature.token", signed: true },
  // Mailgun stops trying after 200 or 406.
  successStatus: 200,
};
