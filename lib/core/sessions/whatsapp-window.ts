// WhatsApp's 24 hours: on official channels nobody may write freely to a contact that has been silent for longer.
import type { SessionFacts } from "./session-facts.ts";
import { unboundChannelTypes } from "./session-match.ts";

export const windowMs = 86_400_000;
/** A message needs its time to get there. */
const marginMs = 60_000;

/** A type we do not know counts as official: a message too few is better than one that fails. */
export const boundByWindow = (channelType: string | undefined): boolean =>
  !unboundChannelTypes.some((type) => type === channelType);

/** Until when a message can be sent: Infinity where no window binds, undefined where it is shut already. */
export const windowOpenUntil = (
  facts: Pick<SessionFacts, "channelType" | "windowStatus" | "lastMessageInMs">,
  nowMs: number,
): number | undefined => {
  if (!boundByWindow(facts.channelType)) return Number.POSITIVE_INFINITY;
  if (facts.windowStatus === "EXPIRED" || facts.windowStatus === "NOT_STARTED") return undefined;
  if (typeof facts.lastMessageInMs !== "number") return undefined;
  const untilMs = facts.lastMessageInMs + windowMs - marginMs;
  return nowMs < untilMs ? untilMs : undefined;
};
