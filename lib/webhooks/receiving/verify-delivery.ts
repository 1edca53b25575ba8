// Whether a delivery comes from whom it says; a secret that was changed a moment ago counts.
import type { Secret } from "../../aws/secrets.ts";
import type { Doors, SourceSecrets } from "../../core/doors-secret.ts";
import { Fault, faults } from "../../core/faults.ts";
import type { HttpAnswer } from "../../middleware/http-request.ts";
import type { Clock } from "../../runtime/clock.ts";
import { answerHandshake } from "../signatures/handshake.ts";
import type { Reason, Verification } from "../signatures/reasons.ts";
import { verifySignature } from "../signatures/verify.ts";
import type { Source } from "../sources/sources.ts";
import { type DeliveryRequest, deliveryUrl } from "./delivery-url.ts";

export interface VerifyDependencies {
  doors: Secret<Doors>;
  /** Origin and path that senders post to, from the configuration. */
  publicUrl: string | undefined;
  clock: Pick<Clock, "now">;
}

export type Verified =
  /** What the sender wants to hear before it sends anything. */
  { handshake: HttpAnswer } | { secrets: readonly string[]; secretIndex: number };

const none: SourceSecrets = { secrets: [], verifyTokens: [] };

const refuse = (source: string, reason: Reason): never => {
  throw new Fault(faults.deliveryNotVerified, { logged: { source, reason } });
};

type Tried =
  | { handshake: NonNullable<ReturnType<typeof answerHandshake>> }
  | { secrets: readonly string[]; verification: Verification };

const isGood = (tried: Tried): boolean =>
  "handshake" in tried ? !("refused" in tried.handshake) : tried.verification.ok;

const verifiedBy = (tried: Tried, name: string): Verified => {
  if ("handshake" in tried) {
    if ("refused" in tried.handshake) return refuse(name, tried.handshake.refused);
    const { status, contentType, body } = tried.handshake;
    return { handshake: { statusCode: status, headers: { "content-type": contentType }, text: body } };
  }
  const { secrets, verification } = tried;
  return verification.ok ? { secrets, secretIndex: verification.secretIndex } : refuse(name, verification.reason);
};

/** Throws DELIVERY_NOT_VERIFIED, with its reason for the log alone. */
export const deliveryVerifier = ({ doors, publicUrl, clock }: VerifyDependencies) => {
  const attempt = (held: Doors, name: string, { verify }: Source, request: DeliveryRequest): Tried => {
    const { method, headers, bytes: body } = request;
    const delivery = { method, headers, body, url: deliveryUrl(request, publicUrl), now: new Date(clock.now()) };
    const { secrets, verifyTokens } = held.sources.get(name) ?? none;
    const handshake = answerHandshake(verify, delivery, secrets, verifyTokens);
    return handshake ? { handshake } : { secrets, verification: verifySignature(verify, delivery, secrets) };
  };

  return async (name: string, source: Source, request: DeliveryRequest): Promise<Verified> => {
    const held = await doors.get();
    let tried = attempt(held, name, source, request);
    if (!isGood(tried)) {
      const fresh = await doors.refresh(held);
      if (fresh !== held) tried = attempt(fresh, name, source, request);
    }
    return verifiedBy(tried, name);
  };
};
