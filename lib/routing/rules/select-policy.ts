// Selects the policy that decides about a session, and says why the ones before it do not.
import type { RequestedTarget } from "../../core/command/route-request.ts";
import { nearest } from "../../core/names.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { escalationDueMs, isChainOpen, liveState, type Stage, stageOf } from "./chain.ts";
import { isOwnBacklog, leftToBot, objectionTo } from "./obstacles.ts";
import { type Closed, calendarFor, closedNow } from "./policy-hours.ts";
import type { RoutingContext } from "./routing-context.ts";
import { type RoutingReason, reason, type SkippedPolicy } from "./routing-decision.ts";
import type { RoutingPolicy, TriggerName } from "./routing-policy.ts";
import { triggersOf } from "./triggers-of.ts";
import { answeredSince } from "./waiting-contact.ts";

export interface Route {
  /** Absent where a request names its destination and no policy. */
  policy?: RoutingPolicy;
  /** The destination that a request insists on. */
  to?: RequestedTarget;
  /** The stages are to be tried in this order. */
  stages: readonly Stage[];
}

/** A policy that is about the session now, and outside its hours. */
export interface WaitingRoute {
  route: Route & { policy: RoutingPolicy };
  closed: Closed;
}

interface Selection {
  route?: Route;
  /** Absent where there is a route. */
  waiting?: WaitingRoute;
  skipped: readonly SkippedPolicy[];
  /** Why there is no route. */
  reason?: RoutingReason;
}

const noPolicy = (trigger: TriggerName): RoutingReason => reason("NO_POLICY", { trigger });

const unknownPolicy = (name: string, policies: readonly RoutingPolicy[]): RoutingReason => {
  const near = nearest(
    name,
    policies.map((policy) => policy.name),
  );
  return reason("POLICY_UNKNOWN", near === undefined ? {} : { nearest: near });
};

const firstFitting = (facts: SessionFacts, policies: readonly RoutingPolicy[], context: RoutingContext): Selection => {
  const { on } = context.trigger;
  // What was postponed is decided on as what it was, by the policies as they stand now.
  const event = on === "opening" ? liveState(facts, context.state)?.postponed : on;
  const skipped: SkippedPolicy[] = [];
  let waiting: WaitingRoute | undefined;
  const own = policies.filter((policy) => isOwnBacklog(facts, policy, context));
  for (const policy of [...own, ...policies.filter((each) => !own.includes(each))]) {
    const trigger = triggersOf(policy).find((each) => each.on === event);
    // What waits for a policy's hours is taken only by one that has hours for this time: the night shift's.
    if (!trigger || (waiting && policy.hours === undefined)) continue;
    const objection = objectionTo(facts, trigger, policy, context);
    const route = { policy, stages: [restartOf(facts, policy, context)] };
    if (!objection) return { route, skipped };
    skipped.push(...objection.found.map((found) => ({ policy: policy.name, ...found })));
    if (objection.closed) waiting ??= { route, closed: objection.closed };
  }
  return { skipped, ...(waiting && { waiting }), reason: noPolicy(on) };
};

/** The policy's own move; but where the owner has gone in the middle of the chain, or the session waits in a step's queue, that step is done again. */
const restartOf = (facts: SessionFacts, policy: RoutingPolicy, context: RoutingContext): Stage => {
  const { name, department, users, strategy } = policy;
  const state = liveState(facts, context.state);
  const { on } = context.trigger;
  const isAgain =
    state?.policy === name &&
    ((on === "ownerUnavailable" && isChainOpen(facts, context, policy, state)) ||
      (on === "backlog" && !answeredSince(facts, context, state.atMs)));
  return stageOf(policy, isAgain ? state.step : 0) ?? { step: 0, department, users, strategy };
};

const requestedStage = (to: RequestedTarget, policy: RoutingPolicy | undefined): Stage => ({
  step: 0,
  department: to.department,
  ...(to.user !== undefined && { users: [to.user] }),
  strategy: to.user === undefined && policy ? policy.strategy : "direct",
});

const requestedRoute = (
  facts: SessionFacts,
  policies: readonly RoutingPolicy[],
  context: RoutingContext,
): Selection => {
  const { policy: name, to } = context.trigger;
  if (name === undefined && to === undefined) return firstFitting(facts, policies, context);
  const policy = policies.find((each) => each.name === name);
  if (name !== undefined && !policy) return { skipped: [], reason: unknownPolicy(name, policies) };
  // What else the policy waits for and is about does not count here: whoever names it has made that choice.
  const bot = policy && leftToBot(facts, policy);
  if (policy && bot) return { skipped: [{ policy: policy.name, ...bot }], reason: noPolicy("requested") };
  if (to) return { route: { ...(policy && { policy }), to, stages: [requestedStage(to, policy)] }, skipped: [] };
  return policy
    ? { route: { policy, stages: [restartOf(facts, policy, context)] }, skipped: [] }
    : { skipped: [], reason: noPolicy("requested") };
};

const escalationRoute = (
  facts: SessionFacts,
  policies: readonly RoutingPolicy[],
  context: RoutingContext,
): Selection => {
  const state = liveState(facts, context.state);
  const policy = policies.find(({ name }) => name === state?.policy);
  if (!state || !policy) return { skipped: [], reason: noPolicy("escalation") };
  const dueMs = escalationDueMs(facts, context, policy, state, calendarFor(facts, policy, context));
  const closed = dueMs === undefined ? undefined : closedNow(facts, policy, context);
  if (closed) {
    const skipped = closed.reasons.map((found) => ({ policy: policy.name, ...found }));
    return { skipped, reason: noPolicy("escalation") };
  }
  if (dueMs === undefined || !(context.nowMs >= dueMs)) {
    const because = dueMs === undefined ? "noStepWaits" : "stepIsLater";
    return {
      skipped: [{ policy: policy.name, code: "NOT_DUE", params: { because } }],
      reason: noPolicy("escalation"),
    };
  }
  const stages = policy.escalation.flatMap((_, index) => {
    const step = index + 1;
    return step > state.step ? (stageOf(policy, step) ?? []) : [];
  });
  return { route: { policy, stages }, skipped: [] };
};

export const selectRoute = (
  facts: SessionFacts,
  policies: readonly RoutingPolicy[],
  context: RoutingContext,
): Selection => {
  switch (context.trigger.on) {
    case "requested":
      return requestedRoute(facts, policies, context);
    case "escalation":
      return escalationRoute(facts, policies, context);
    default:
      return firstFitting(facts, policies, context);
  }
};
