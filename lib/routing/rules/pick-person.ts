// Who of a department gets a session: its owner, the person who knows the contact, or whom the strategy chooses.
import { type Candidate, loadOf, type Pool } from "./candidate.ts";
import type { Stage } from "./chain.ts";
import { cursorKey } from "./names-in-policies.ts";
import type { RoutingContext } from "./routing-context.ts";
import {
  type RejectedCandidate,
  type RejectionCode,
  type RoutingDecision,
  type RoutingReason,
  reason,
} from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { rejection, type Sorted, sortOut } from "./sort-people.ts";
import { isQueueOnly, strategies } from "./strategies.ts";

export interface RoutingPick {
  /** A person; the department's queue; or nobody, and then the next stage of the chain is tried. */
  to: Candidate | "queue" | "nobody";
  reason: RoutingReason;
  rejected: readonly RejectedCandidate[];
  cursor?: RoutingDecision["cursor"];
}

interface PickRequest {
  stage: Stage;
  pool: Pool;
  policy: RoutingPolicy | undefined;
  /** Whoever has the session keeps it, if nothing speaks against them. */
  prefersOwner: boolean;
}

const dayMs = 86_400_000;

const rest = (
  { eligible, rejected }: Sorted,
  code: RejectionCode,
  chosen?: Candidate,
): readonly RejectedCandidate[] => [
  ...rejected,
  ...eligible.flatMap((candidate) => (candidate === chosen ? [] : rejection(candidate, code))),
];

/** Says why nobody gets it in numbers, for people who ask "but we were all there". */
const nobodyReason = ({ rejected }: Sorted): RoutingReason => {
  const codes: readonly RejectionCode[] = ["OFF_SHIFT", "UNAVAILABLE", "FULL", "EXCLUDED", "NOT_LISTED"];
  const counts = codes.flatMap((code) => {
    const count = rejected.filter((each) => each.code === code).length;
    return count === 0 ? [] : [[code, count] as const];
  });
  return reason("NOBODY_ELIGIBLE", { rejected: Object.fromEntries(counts) });
};

/** The last person who served this contact, while the policy still counts it. */
const stickyPick = (
  sorted: Sorted,
  { stage, pool, policy }: PickRequest,
  { candidates, lastServed, nowMs }: RoutingContext,
): RoutingPick | undefined => {
  const { stickyOwner } = policy ?? {};
  if (!stickyOwner || !lastServed || stage.step > 0) return undefined;
  if (!(nowMs - lastServed.atMs <= stickyOwner.days * dayMs)) return undefined;
  const chosen = sorted.eligible.find(({ userId }) => userId === lastServed.userId);
  if (chosen)
    return {
      to: chosen,
      reason: reason("STICKY_OWNER", { days: stickyOwner.days }),
      rejected: rest(sorted, "NOT_STICKY", chosen),
    };
  const isAway = candidates.some(
    ({ userId, departmentIds }) => userId === lastServed.userId && departmentIds.includes(pool.departmentId),
  );
  if (!isAway || stickyOwner.cover === "others") return undefined;
  return {
    to: "queue",
    reason: reason("STICKY_OWNER_AWAY"),
    rejected: rest(sorted, "NOT_ASKED"),
  };
};

/** A counter that is broken starts again: it decides whose turn it is, not whether somebody is served. */
const turnOf = (value: number | undefined): number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : 0;

export const pickPerson = (request: PickRequest, context: RoutingContext): RoutingPick => {
  const { stage, pool, policy, prefersOwner } = request;
  const sorted = sortOut(context.candidates, pool);
  const { eligible } = sorted;
  const toQueue = isQueueOnly(stage.strategy, pool.users);
  const owner = prefersOwner && !toQueue ? eligible.find(({ userId }) => userId === pool.ownerId) : undefined;
  if (owner)
    return {
      to: owner,
      reason: reason("OWNED", { owner: "member" }),
      rejected: rest(sorted, "NOT_NEXT", owner),
    };
  const sticky = stickyPick(sorted, request, context);
  if (sticky) return sticky;
  if (toQueue)
    return {
      to: "queue",
      reason: reason("QUEUED", { queue: "named" }),
      rejected: rest(sorted, "NOT_ASKED"),
    };
  if (eligible.length === 0) return { to: "nobody", reason: nobodyReason(sorted), rejected: sorted.rejected };
  const strategy = strategies[stage.strategy];
  const key = cursorKey(policy?.name ?? "", stage.step, pool.departmentId);
  const value = turnOf(context.cursors.get(key));
  const chosen = strategy.choose(eligible, pool, value);
  if (!chosen) return { to: "nobody", reason: nobodyReason(sorted), rejected: rest(sorted, "NOT_ASKED") };
  // A person who is named alone takes no turns.
  const usesTurn = strategy.takesTurns && policy !== undefined && pool.users?.length !== 1;
  return {
    to: chosen,
    reason: reason("CHOSEN", {
      ...{ strategy: stage.strategy, eligible: eligible.length },
      ...(strategy.countsSessions && { openSessions: loadOf(chosen, pool.ownerId) }),
    }),
    rejected: rest(sorted, "NOT_NEXT", chosen),
    ...(usesTurn && { cursor: { key, value } }),
  };
};
