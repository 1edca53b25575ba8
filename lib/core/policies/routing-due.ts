// Which time-based trigger a session is due for, from a list item alone: the schedule's cheap question before it reads more.
import type { RoutingContext } from "./routing-context.ts";
import type { RoutingPolicy, TriggerName } from "./routing-policy.ts";
import type { SessionFacts } from "./session-facts.ts";

export interface DueRouting {
  on: Extract<TriggerName, "noFirstResponse" | "ownerUnavailable" | "ownerSilent" | "backlog" | "escalation">;
  policy: string;
  /** The last message to the contact may be a bot's: read the messages and give `lastReplyMs` before deciding. */
  replyUnsure: boolean;
}

export type DueContext = Pick<RoutingContext, "nowMs" | "candidates" | "names" | "state" | "lastReplyMs">;

/** Undefined when there is nothing to do for it now. */
export const dueRouting = (
  _facts: SessionFacts,
  _policies: readonly RoutingPolicy[],
  _context: DueContext,
): DueRouting | undefined => undefined;
