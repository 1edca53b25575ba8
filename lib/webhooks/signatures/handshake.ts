// Some senders ask first whether an address is ours. What they get back is never more than they may know.

import type { SentRequest } from "../../core/sent-request.ts";
import type { Reason } from "./reasons.ts";
import { resolveScheme } from "./resolve-scheme.ts";
import type { HandshakeAnswer, SchemeChoice } from "./scheme.ts";
import { verifySignature } from "./verify.ts";

/** Undefined for a delivery that is no handshake, and may go on to be verified and mapped. */
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
