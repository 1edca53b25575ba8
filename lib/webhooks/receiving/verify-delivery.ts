// Decides whether a delivery comes from whom it says; a secret that was changed a moment ago counts.

import type { AccessSecret, SourceSecrets } from "../../core/access-secret.ts";
import { Fault, faults } from "../../core/faults.ts";
import type { HttpAnswer } from "../../middleware/http-request.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Secret } from "../../runtime/secret.ts";
import type { Reason } from "../signatures/reasons.ts";
import { schemeFacts } from "../signatures/scheme-facts.ts";
import { answerHandshake, verifyContent } from "../signatures/verify-signature.ts";
import type { Source } from "../sources/sources.ts";
import { type DeliveryRequest, deliveryUrl } from "./delivery-url.ts";
import { isConfiguredAddress } from "./is-configured-address.ts";

export interface VerifyDependencies {
  access: Secret<AccessSecret>;
  /** Senders post to this origin and path, as the configuration has it. */
  publicUrl: string | undefined;
  clock: Pick<Clock, "now">;
}

/** A handshake is what the sender wants to hear before it sends anything. */
type Verified =
  | { handshake: HttpAnswer }
  | { secrets: readonly string[]; secretIndex: number; signed: Uint8Array | undefined };

const noSecrets: SourceSecrets = { secrets: [], verifyTokens: [] };

/** Throws DELIVERY_NOT_VERIFIED, with its reason for the log alone. */
export const deliveryVerifier = ({ access, publicUrl, clock }: VerifyDependencies) => {
  const check = (
    held: AccessSecret,
    name: string,
    source: Source,
    request: DeliveryRequest,
  ): Verified | { refused: Reason } => {
    const { verify } = source;
    const { method, headers, bytes: body } = request;
    const sent = { method, headers, body, url: deliveryUrl(request, publicUrl), now: new Date(clock.now()) };
    const { secrets, verifyTokens, problems } = held.sources.get(name) ?? noSecrets;
    if (problems) return { refused: "SECRET_INVALID" };
    const handshake = answerHandshake(verify, sent, secrets, verifyTokens);
    if (handshake && "refused" in handshake) return handshake;
    if (handshake) {
      const { status, contentType, body: text } = handshake;
      return { handshake: { statusCode: status, headers: { "content-type": contentType }, text } };
    }
    const verified = verifyContent(verify, sent, secrets);
    if (!verified.ok) return { refused: verified.reason };
    // Only once the signature fits, so that the log says this of nobody but the sender, or whoever has a delivery of it.
    if (!isConfiguredAddress(source, schemeFacts(verify), request)) return { refused: "ADDRESS_MISMATCH" };
    return { secrets, secretIndex: verified.secretIndex, signed: verified.content };
  };

  return async (name: string, source: Source, request: DeliveryRequest): Promise<Verified> => {
    const held = await access.get();
    let checked = check(held, name, source, request);
    if ("refused" in checked) {
      const fresh = await access.refresh(held);
      if (fresh !== held) checked = check(fresh, name, source, request);
    }
    if (!("refused" in checked)) return checked;
    throw new Fault(faults.deliveryNotVerified, { logged: { source: name, reason: checked.refused } });
  };
};
