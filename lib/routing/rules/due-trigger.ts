// Finds the time-based trigger that a session is due for from a list item alone: the schedule's cheap question before it reads more.
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { decideRouting } from "./decide-routing.ts";
import type { RoutingContext } from "./routing-context.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { postponedEvents, triggersOf } from "./triggers-of.ts";

/** In the order in which they are asked: what waited for an opening goes first, what is under way goes before what begins anew, and a session that somebody has before one that nobody has. */
export const scheduledTriggers = [
  "opening",
  "escalation",
  "ownerUnavailable",
  "ownerSilent",
  "noFirstResponse",
  "backlog",
] as const;
export type ScheduledTrigger = (typeof scheduledTriggers)[number];

interface DueTrigger {
  on: ScheduledTrigger;
  /**
   * It is not certain yet: the last message to the contact may be a bot's, or the contact may have waited for longer.
   * Read the messages and give `readReplies` of them before deciding.
   */
  needsMessages: boolean;
}

/** They give out what nobody has, whoever spoke last. */
const asksNobody = (on: DueTrigger["on"]): boolean => on === "backlog" || on === "opening";

type DueContext = Pick<
  RoutingContext,
  "nowMs" | "candidates" | "names" | "hours" | "state" | "lastReplyMs" | "waitingSinceMs"
> & {
  /** Whether it matters what the contact wrote, and not only when. */
  readsCourtesy?: boolean;
};

const firstDue = (facts: SessionFacts, policies: readonly RoutingPolicy[], context: DueContext) =>
  scheduledTriggers.find((on) => {
    const asked = { ...context, trigger: { on }, cursors: new Map(), hopsToday: 0, maxHopsPerDay: 1 };
    const { action, failed, state } = decideRouting(facts, policies, asked);
    // What cannot be done has to be published, and what begins a chain has to be recorded.
    return action !== "keep" || failed || state !== undefined;
  });

/** Whether the schedule has to look after sessions for the policy. */
export const isScheduled = (policy: RoutingPolicy): boolean =>
  policy.escalation.length > 0 ||
  triggersOf(policy).some(
    ({ on }) =>
      scheduledTriggers.some((scheduled) => scheduled === on) ||
      (policy.hours !== undefined && postponedEvents.includes(on)),
  );

/** Undefined when there is nothing to do for it now. */
export const dueTrigger = (
  facts: SessionFacts,
  policies: readonly RoutingPolicy[],
  context: DueContext,
): DueTrigger | undefined => {
  const { lastMessageInMs: lastIn, lastMessageOutMs: lastOut } = facts;
  const isUnsure = context.lastReplyMs === undefined && lastIn != null;
  const certain = firstDue(facts, policies, context);
  if (certain)
    return {
      on: certain,
      needsMessages:
        isUnsure && !asksNobody(certain) && (context.readsCourtesy === true || (lastOut != null && lastOut >= lastIn)),
    };
  if (!isUnsure) return undefined;
  const possible = firstDue(facts, policies, { ...context, lastReplyMs: null, waitingSinceMs: 0 });
  return possible && { on: possible, needsMessages: true };
};
