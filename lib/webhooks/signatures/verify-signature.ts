// Answers the one question that matters: did the sender who shares a secret with us send exactly this, and just now?

import type { SentRequest } from "../../core/sent-request.ts";
import { verifyToken } from "./check-token.ts";
import { type Reason, refused, type Verification, type VerifiedContent } from "./reasons.ts";
import { recipeFor, resolveScheme } from "./resolve-scheme.ts";
import type { HandshakeAnswer, SchemeChoice } from "./scheme.ts";
import { verifySigned } from "./verify-signed.ts";

/** Never throws for what a sender sent. One empty secret refuses all: it is a mistake, and never "no check". */
export const verifyContent = (choice: SchemeChoice, sent: SentRequest, secrets: readonly string[]): VerifiedContent => {
  const resolved = resolveScheme(choice);
  if (!resolved.ok) return refused(resolved.reason);
  if (secrets.length === 0 || secrets.some((secret) => secret.trim() === "")) return refused("SECRET_MISSING");
  const recipe = recipeFor(resolved.recipes, sent);
  if (recipe.kind === "signature") return verifySigned(recipe, sent, secrets);
  const verification = verifyToken(recipe, sent, secrets);
  return verification.ok ? { ...verification, content: undefined } : verification;
};

export const verifySignature = (choice: SchemeChoice, sent: SentRequest, secrets: readonly string[]): Verification => {
  const verified = verifyContent(choice, sent, secrets);
  return verified.ok ? { ok: true, secretIndex: verified.secretIndex } : verified;
};

/**
 * Some senders ask first whether an address is ours; what they get back is never more than they may know. Undefined for a
 * delivery that is no handshake, and may go on to be verified and mapped.
 */
export const answerHandshake = (
  choice: SchemeChoice,
  sent: SentRequest,
  secrets: readonly string[],
  verifyTokens: readonly string[],
): HandshakeAnswer | { readonly refused: Reason } | undefined => {
  const resolved = resolveScheme(choice);
  const handshake = resolved.ok ? resolved.scheme.handshake : undefined;
  if (handshake === undefined || !handshake.mayBe(sent)) return undefined;
  if (!handshake.signed) return handshake.answer(sent, { secret: "", verifyTokens });
  const verification = verifySignature(choice, sent, secrets);
  if (!verification.ok) return { refused: verification.reason };
  return handshake.answer(sent, { secret: secrets[verification.secretIndex] ?? "", verifyTokens });
};
