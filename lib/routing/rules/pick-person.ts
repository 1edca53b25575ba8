// Whose turn it is in a department: its owner's, the person's who knows the contact, or the next one's by the strategy.
import type { Stage } from "./chain.ts";
import { cursorKey } from "./names-in-policies.ts";
import type { Candidate, RoutingContext } from "./routing-context.ts";
import type { RejectedCandidate, RejectionCode, RoutingReason } from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { choose, loadOf, type Pool, rejection, type Sorted, sortOut, turnOf } from "./sort-people.ts";

export interface Turn {
  /** A person; the department's queue; or nobody, and what comes next in the chain is tried. */
  to: Candidate | "queue" | "nobody";
  reason: RoutingReason;
  rejected: readonly RejectedCandidate[];
  cursor?: { key: string; value: number };
}

export interface TurnAsked {
  stage: Stage;
  pool: Pool;
  policy: RoutingPolicy | undefined;
  /** Whoever has the session keeps it, if anything allows. */
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

/** Why nobody, in numbers: for people who ask "but we were all there". */
const nobodyReason = ({ rejected }: Sorted): RoutingReason => {
  const codes: readonly RejectionCode[] = ["UNAVAILABLE", "FULL", "EXCLUDED", "NOT_LISTED"];
  const counts = codes.flatMap((code) => {
    const count = rejected.filter((each) => each.code === code).length;
    return count === 0 ? [] : `${count} ${code}`;
  });
  return { code: "NOBODY_ELIGIBLE", message: `nobody of the department can take it: ${counts.join(", ")}` };
};

const chosenReason = (
  chosen: Candidate,
  { eligible }: Sorted,
  { strategy }: Stage,
  { ownerId }: Pool,
): RoutingReason => {
  const of = `of ${eligible.length} who could take it`;
  const messages = {
    direct: "named by the policy or the request",
    "round-robin": `next in turn ${of}`,
    "least-open": `fewest open sessions (${loadOf(chosen, ownerId)}) ${of}`,
  };
  return { code: "CHOSEN", message: messages[strategy] };
};

/** The last person who served this contact, while the policy still counts it. */
const stickyTurn = (
  sorted: Sorted,
  { stage, pool, policy }: TurnAsked,
  { candidates, lastServed, nowMs }: RoutingContext,
): Turn | undefined => {
  const { stickyOwner } = policy ?? {};
  if (!stickyOwner || !lastServed || stage.step > 0) return undefined;
  if (!(nowMs - lastServed.atMs <= stickyOwner.days * dayMs)) return undefined;
  const chosen = sorted.eligible.find(({ userId }) => userId === lastServed.userId);
  if (chosen)
    return {
      to: chosen,
      reason: { code: "STICKY_OWNER", message: `served this contact within the last ${stickyOwner.days} days` },
      rejected: rest(sorted, "NOT_STICKY", chosen),
    };
  const isAway = candidates.some(
    ({ userId, departmentIds }) => userId === lastServed.userId && departmentIds.includes(pool.departmentId),
  );
  if (!isAway || stickyOwner.cover === "others") return undefined;
  return {
    to: "queue",
    reason: { code: "STICKY_OWNER_AWAY", message: "waits in the queue for the person who served this contact last" },
    rejected: rest(sorted, "NOT_ASKED"),
  };
};

export const takeTurn = (asked: TurnAsked, context: RoutingContext): Turn => {
  const { stage, pool, policy, prefersOwner } = asked;
  const sorted = sortOut(context.candidates, pool);
  const isQueueOnly = stage.strategy === "direct" && !pool.users;
  const owner =
    prefersOwner && !isQueueOnly ? sorted.eligible.find(({ userId }) => userId === pool.ownerId) : undefined;
  if (owner)
    return {
      to: owner,
      reason: { code: "OWNED", message: "stays with its owner, who is a member of the department too" },
      rejected: rest(sorted, "NOT_NEXT", owner),
    };
  const sticky = stickyTurn(sorted, asked, context);
  if (sticky) return sticky;
  if (isQueueOnly) {
    const reason: RoutingReason = {
      code: "QUEUED",
      message: "goes to the department's queue, as the policy or the request says",
    };
    return { to: "queue", reason, rejected: rest(sorted, "NOT_ASKED") };
  }
  if (sorted.eligible.length === 0) return { to: "nobody", reason: nobodyReason(sorted), rejected: sorted.rejected };
  // One person alone takes no turns.
  const isRound = stage.strategy === "round-robin" && policy !== undefined && pool.users?.length !== 1;
  const key = cursorKey(policy?.name ?? "", stage.step, pool.departmentId);
  const value = turnOf(context.cursors.get(key));
  const chosen = choose(sorted.eligible, stage.strategy, pool, value);
  if (!chosen) return { to: "nobody", reason: nobodyReason(sorted), rejected: rest(sorted, "NOT_ASKED") };
  return {
    to: chosen,
    reason: chosenReason(chosen, sorted, stage, pool),
    rejected: rest(sorted, "NOT_NEXT", chosen),
    ...(isRound && { cursor: { key, value } }),
  };
};
