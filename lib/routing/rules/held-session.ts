// Whether a hold keeps the clock's triggers from a session: not where the contact waits for an answer to more than thanks.
import { type Hold, holdState } from "../../core/holds/hold.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { Replies } from "./waiting-contact.ts";

/** What the messages say beside it: when the contact last wrote more than thanks; null is never. */
export interface KnownReplies extends Replies {
  realMessageMs?: number | null;
}

/** Its end by the clock is told by the messages no better: without them the answer holds only where nothing depends on them. */
export const isHeldBack = (
  hold: Hold | undefined,
  facts: SessionFacts,
  { realMessageMs = null, lastReplyMs = null }: KnownReplies,
  nowMs: number,
): boolean => {
  if (hold === undefined || holdState(hold, facts, nowMs).is === "over") return false;
  const realMs = realMessageMs ?? Number.NEGATIVE_INFINITY;
  const isWaiting = realMs > (lastReplyMs ?? Number.NEGATIVE_INFINITY);
  const hasEnded = realMs > (hold.lastMessageInMs ?? Number.NEGATIVE_INFINITY);
  return !isWaiting && !hasEnded;
};
