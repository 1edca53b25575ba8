// The forms a decision takes: the session is kept, stays under a policy, or moves.
import { botIsAtWork } from "../../core/sessions/bot-at-work.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { capacityOf } from "./capacity-of.ts";
import { fallbackStep, liveState, nextStepMs } from "./chain.ts";
import { type Closed, calendarFor } from "./policy-hours.ts";
import type { PostponedEvent, RoutingContext, RoutingState } from "./routing-context.ts";
import { type RejectedCandidate, type RoutingDecision, type RoutingReason, reason } from "./routing-decision.ts";
import type { Route } from "./select-policy.ts";
import { answeredSince } from "./waiting-contact.ts";

/** What is known when a route has been gone through. */
export interface Found {
  facts: SessionFacts;
  route: Route;
  context: RoutingContext;
  skipped: RoutingDecision["skipped"];
  reasons: readonly RoutingReason[];
  rejected: readonly RejectedCandidate[];
  failed: boolean;
}

export interface Destination {
  departmentId: string;
  userId: string | null;
  step: number;
}

export const keep = (
  reasons: readonly RoutingReason[],
  more: Partial<Omit<RoutingDecision, "action" | "reasons">> = {},
): RoutingDecision => ({ action: "keep", skipped: [], rejected: [], failed: false, ...more, reasons });

/** Whoever had it, was there and did not answer; an absent person may get it when they are back. */
const silentOwner = ({ userId }: SessionFacts, { trigger: { on }, candidates }: RoutingContext): readonly string[] => {
  const isSilence = on === "escalation" || on === "ownerSilent" || on === "noFirstResponse";
  const isThere = candidates.some((candidate) => candidate.userId === userId && candidate.available);
  return isSilence && isThere && userId !== null ? [userId] : [];
};

const stateAfter = ({ facts, route: { policy }, context }: Found, { departmentId, userId, step }: Destination) => {
  if (!policy) return undefined;
  const before = liveState(facts, context.state);
  const goesOn = before?.policy === policy.name && (step > 0 || context.trigger.on === "backlog");
  const isStillUnanswered = goesOn && !answeredSince(facts, context, before.atMs);
  const tried = [...(isStillUnanswered ? before.tried : []), ...silentOwner(facts, context)];
  // What was sent into its own queue at an opening is given out from there.
  const isStillWaiting = context.trigger.on === "opening" && userId === null && step < fallbackStep(policy);
  const state: RoutingState = {
    policy: policy.name,
    step,
    atMs: context.nowMs,
    departmentId,
    userId,
    originDepartmentId: before?.policy === policy.name ? before.originDepartmentId : facts.departmentId,
    tried: [...new Set(tried)],
    ...(isStillWaiting && before?.postponed && { postponed: before.postponed }),
  };
  const untilMs = nextStepMs(policy, state, calendarFor(facts, policy, context));
  return { state, ...(untilMs !== undefined && { untilMs }) };
};

/** Whether a session that stays where it is begins its policy's chain there: it does so only once. */
const beginsChain = ({ facts, route: { policy }, context }: Found): boolean =>
  policy !== undefined &&
  policy.escalation.length > 0 &&
  facts.departmentId !== null &&
  context.trigger.on !== "backlog" &&
  liveState(facts, context.state)?.policy !== policy.name;

/** Where somebody has the session and keeps it, what was postponed has come to its end. */
const stateAtLast = ({ facts, context }: Found, { code }: RoutingReason): { state?: RoutingState } => {
  const before = liveState(facts, context.state);
  const isKept = facts.userId !== null && (code === "OWNED" || code === "ALREADY_THERE");
  if (context.trigger.on !== "opening" || !before || !isKept) return {};
  const { postponed: _, ...state } = before;
  return { state };
};

/** A session that stays where it is can be the beginning of a chain as well. */
export const stay = (found: Found, because: RoutingReason): RoutingDecision => {
  const { facts, route, skipped, reasons, rejected, failed } = found;
  const { policy } = route;
  const { departmentId, userId } = facts;
  const begins = departmentId !== null && beginsChain(found);
  return keep([...reasons, because], {
    ...(policy && { policy: policy.name }),
    skipped,
    rejected,
    failed,
    ...stateAtLast(found, because),
    ...(begins && stateAfter(found, { departmentId, userId, step: 0 })),
  });
};

/** Outside the policy's hours nothing is given out. That the event came is recorded once, so that the opening finds it. */
export const postpone = (found: Found, on: PostponedEvent, { reasons, untilMs }: Closed): RoutingDecision => {
  const { facts, route, context, skipped } = found;
  const { departmentId, userId } = facts;
  const before = liveState(facts, context.state);
  const begun = before ?? stateAfter(found, { departmentId: departmentId ?? "", userId, step: 0 })?.state;
  return keep(reasons, {
    ...(route.policy && { policy: route.policy.name }),
    skipped,
    ...(begun && before?.postponed === undefined && { state: { ...begun, departmentId, postponed: on } }),
    ...(untilMs !== undefined && { untilMs }),
  });
};

export const move = (
  found: Found,
  to: Destination,
  because: RoutingReason,
  cursor?: RoutingDecision["cursor"],
): RoutingDecision => {
  const { facts, route, skipped, reasons, rejected, failed } = found;
  const { policy } = route;
  const isThere = facts.departmentId === to.departmentId && facts.userId === to.userId;
  if (isThere) return stay(found, reason("ALREADY_THERE", { because }));
  const capacity = capacityOf(policy);
  const isStep = policy !== undefined && to.step > 0 && to.step < fallbackStep(policy);
  const action = isStep ? "escalate" : to.userId === null ? "queue" : "assign";
  return {
    action,
    ...(policy && { policy: policy.name }),
    ...(isStep && { step: to.step }),
    departmentId: to.departmentId,
    ...(to.userId !== null && { userId: to.userId }),
    ...(botIsAtWork(facts) && { stopBot: true }),
    skipped,
    rejected,
    failed,
    reasons: [...reasons, ...(isStep ? [reason("ESCALATED", { step: to.step })] : []), because],
    ...(cursor && { cursor }),
    ...(to.userId !== null && capacity && { capacity: capacity.sessions }),
    ...(to.userId !== null && capacity?.per === "department" && { capacityPer: capacity.per }),
    ...stateAfter(found, to),
  };
};
