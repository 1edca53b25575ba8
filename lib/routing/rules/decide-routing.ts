// Decides who gets a session and says why the others do not: facts, policies and what was read go in, one decision comes out.

import { isOpenStatus } from "../../core/sessions/open-statuses.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { type Destination, type Found, keep, move, postpone, stay } from "./build-decision.ts";
import type { Pool } from "./candidate.ts";
import { fallbackStep, liveState } from "./chain.ts";
import { minutesBetween } from "./open-minutes.ts";
import { pickPerson, type RoutingPick } from "./pick-person.ts";
import { calendarFor, closedIn } from "./policy-hours.ts";
import { excludedFor, resolveStage } from "./resolve-stage.ts";
import type { RoutingContext } from "./routing-context.ts";
import { type RoutingDecision, type RoutingReason, reason } from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { selectRoute, type WaitingRoute } from "./select-policy.ts";

const obstacleBeforehand = ({ status }: SessionFacts, { candidates }: RoutingContext): RoutingReason | undefined => {
  if (!isOpenStatus(status)) return reason("NOT_OPEN");
  return candidates.length === 0 ? reason("DIRECTORY_EMPTY") : undefined;
};

/** These triggers bring a session to a policy; the others say that something is wrong with where it is. */
const isArrival = ({ trigger: { on, to } }: RoutingContext): boolean =>
  on === "SESSION_NEW" ||
  on === "SESSION_UPDATE" ||
  on === "opening" ||
  on === "holdEnded" ||
  (on === "requested" && to === undefined);

/** An owner in the right department keeps the session; one who is absent does so only where all that came is an update. */
const isInGoodHands = ({ userId, departmentId }: SessionFacts, pool: Pool, context: RoutingContext): boolean => {
  if (userId === null || pool.departmentId !== departmentId || !isArrival(context)) return false;
  const owner = context.candidates.find((candidate) => candidate.userId === userId);
  const isMember = owner?.departmentIds.includes(departmentId) && (pool.users?.includes(userId) ?? true);
  return Boolean(isMember && (owner?.available || context.trigger.on === "SESSION_UPDATE"));
};

/** Where a session waits if nobody of the stages can take it. */
interface Queue {
  departmentId: string;
  step: number;
  /** The stage names the department and nobody in it. */
  isNamed: boolean;
}

const isOwnerThere = ({ facts, context }: Found): boolean =>
  context.candidates.some(({ userId, available }) => userId === facts.userId && available);

/** Somebody who is there and has not failed to answer is never replaced by a queue. */
const isTakenCareOf = (found: Found): boolean => {
  const { facts, route, context } = found;
  return isOwnerThere(found) && !excludedFor(facts, route.policy, context).has(facts.userId ?? "");
};

/** Where nobody else can take it, whoever is there keeps it, answer or not, unless another department's queue was asked for; and what waits in a queue is moved to no other. */
const staysMeanwhile = (found: Found, queue: Queue): RoutingReason | undefined => {
  const { facts, context } = found;
  if (isOwnerThere(found))
    return queue.isNamed && queue.departmentId !== facts.departmentId
      ? undefined
      : reason("OWNED", { owner: "available" });
  const waits = facts.userId === null && context.trigger.on === "escalation" && !queue.isNamed;
  return waits ? reason("QUEUED", { queue: "stays" }) : undefined;
};

/** A request is done as it says or not at all: nothing is guessed for it. */
const queueOrRefuse = (found: Found, queueId: string | undefined): RoutingDecision => {
  const { route, reasons, skipped, rejected } = found;
  if (queueId !== undefined && route.to?.department !== undefined) {
    const because = reason("QUEUED", { queue: "asked" });
    return move(found, { departmentId: queueId, userId: null, step: 0 }, because);
  }
  const because = reason("REQUESTED");
  const policy = route.policy && { policy: route.policy.name };
  return keep([...reasons, because], { ...policy, skipped, rejected, failed: true });
};

const unknownFallback = reason("DEPARTMENT_UNKNOWN", { of: "fallback" });

/** People come a little late: so long nothing that waited for the opening goes on to a queue. */
const lateMinutes = 15;

const waitsOn = ({ facts, route: { policy }, context }: Found): boolean => {
  const { on } = context.trigger;
  const atMs = liveState(facts, context.state)?.atMs;
  if (on !== "opening" || policy === undefined || atMs === undefined) return on === "backlog";
  return minutesBetween(atMs, context.nowMs, calendarFor(facts, policy, context)) < lateMinutes;
};

/** Where nobody can take it, it goes to the fallback's queue, or else to that of the first department that was tried. */
const fallBack = (found: Found, queue: Queue | undefined): RoutingDecision => {
  const { route, context } = found;
  const { policy } = route;
  if (waitsOn(found)) return stay(found, reason("QUEUED", { queue: "stays" }));
  if (route.to) return queueOrRefuse(found, queue?.departmentId);
  if (isTakenCareOf(found)) return stay(found, reason("OWNED", { owner: "available" }));
  const fallbackId = policy?.fallback && context.names.departments.get(policy.fallback.department);
  if (policy && fallbackId !== undefined) {
    const to = { departmentId: fallbackId, userId: null, step: fallbackStep(policy) };
    return move(found, to, reason("FALLBACK"));
  }
  const rest: Found = policy?.fallback
    ? { ...found, failed: true, reasons: [...found.reasons, unknownFallback] }
    : found;
  if (queue === undefined) return stay(rest, reason("NOBODY_ELIGIBLE", { hasNoQueue: true }));
  const meanwhile = staysMeanwhile(found, queue);
  if (meanwhile) return stay(rest, meanwhile);
  const to = { departmentId: queue.departmentId, userId: null, step: queue.step };
  return move(rest, to, reason("QUEUED", { queue: "department" }));
};

const toQueue = (found: Found, to: Destination, { reason: because }: RoutingPick): RoutingDecision => {
  // The backlog gives sessions to people; it moves none from queue to queue.
  if (found.context.trigger.on === "backlog") return stay(found, because);
  // No session is taken from somebody who is there, only to wait for the person who knows the contact.
  return because.code === "STICKY_OWNER_AWAY" && isTakenCareOf(found)
    ? stay(found, reason("OWNED", { owner: "available" }))
    : move(found, to, because);
};

const follow = (start: Found): RoutingDecision => {
  const { facts, route, context } = start;
  const { policy, stages } = route;
  let found = start;
  let queue: Queue | undefined;
  for (const stage of stages) {
    const { pool, problems } = resolveStage(facts, stage, policy, context);
    found = { ...found, failed: found.failed || problems.length > 0, reasons: [...found.reasons, ...problems] };
    if (!pool) continue;
    const closed =
      policy && context.trigger.on !== "requested" ? closedIn(pool.departmentId, policy, context) : undefined;
    if (closed) {
      found = { ...found, reasons: [...found.reasons, ...closed.reasons] };
      continue;
    }
    const isNamed = stage.users === undefined;
    // A step for one person alone has no queue: one behind it that names a department has.
    if (!queue || (isNamed && !queue.isNamed)) queue = { departmentId: pool.departmentId, step: stage.step, isNamed };
    if (isInGoodHands(facts, pool, context)) return stay(found, reason("OWNED", { owner: "assigned" }));
    const pick = pickPerson({ stage, pool, policy, prefersOwner: isArrival(context) }, context);
    found = { ...found, rejected: pick.rejected };
    const to = { departmentId: pool.departmentId, step: stage.step };
    if (pick.to === "queue") return toQueue(found, { ...to, userId: null }, pick);
    if (pick.to !== "nobody") return move(found, { ...to, userId: pick.to.userId }, pick.reason, pick.cursor);
    found = { ...found, reasons: [...found.reasons, pick.reason] };
  }
  return fallBack(found, queue);
};

/** The policy that is about the session is outside its hours: nothing is given out, and what came is not forgotten. */
const standStill = (found: Found, { route, closed }: WaitingRoute): RoutingDecision => {
  const { facts, context, skipped } = found;
  const { on } = context.trigger;
  if (on !== "SESSION_NEW" && on !== "SESSION_UPDATE")
    return keep(closed.reasons, { policy: route.policy.name, skipped });
  const [stage] = route.stages;
  const { pool } = (stage && resolveStage(facts, stage, route.policy, context)) ?? {};
  if (pool && isInGoodHands(facts, pool, context)) return stay(found, reason("OWNED", { owner: "assigned" }));
  return postpone(found, on, closed);
};

/** Reads nothing and changes nothing. It answers any facts at all, also such as no sane configuration would ask about. */
export const decideRouting = (
  facts: SessionFacts,
  policies: readonly RoutingPolicy[],
  context: RoutingContext,
): RoutingDecision => {
  const isRequest = context.trigger.on === "requested";
  const beforehand = obstacleBeforehand(facts, context);
  if (beforehand) return keep([beforehand], { failed: isRequest });
  const { route, waiting, skipped, reason: noRoute } = selectRoute(facts, policies, context);
  if (waiting && !route) {
    const start = { facts, route: waiting.route, context, skipped, reasons: [], rejected: [], failed: false };
    return standStill(start, waiting);
  }
  if (!route) return keep(noRoute ? [noRoute] : [], { skipped, failed: isRequest });
  const named = route.policy && { policy: route.policy.name };
  // The comparison is written so that a count that is no number stops the move, too.
  if (!(context.hopsToday < context.maxHopsPerDay)) {
    const limit = { movesToday: context.hopsToday, maxHopsPerDay: context.maxHopsPerDay };
    return keep([reason("HOP_LIMIT", limit)], { ...named, skipped, failed: true });
  }
  return follow({ facts, route, context, skipped, reasons: [], rejected: [], failed: false });
};
