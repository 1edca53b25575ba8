// Which people may get a session, and which of them does.
import type { Candidate } from "./routing-context.ts";
import type { RejectedCandidate, RejectionCode } from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";

/** The people of one department, or of those the ones named. */
export interface Pool {
  departmentId: string;
  /** In the policy's order. */
  users?: readonly string[];
  excluded: ReadonlySet<string>;
  capacity?: number;
  /** Has this session among the open ones already. */
  ownerId: string | null;
}

const messages: Record<RejectionCode, string> = {
  NOT_A_MEMBER: "is not a member of the department",
  NOT_LISTED: "is not among the policy's users",
  UNAVAILABLE: "is set to unavailable",
  EXCLUDED: "had the session and did not answer",
  FULL: "has as many open sessions as the policy allows",
  NOT_NEXT: "could take it, but it was another's turn",
  NOT_STICKY: "could take it, but another served this contact last",
  NOT_ASKED: "was not asked: it goes to a queue",
};

export const rejection = ({ userId }: Candidate, code: RejectionCode): RejectedCandidate => ({
  userId,
  code,
  message: messages[code],
});

/** Open and promised sessions, without the one that is being decided on. A count that is no number is taken for too many. */
export const loadOf = ({ userId, openSessions, reserved }: Candidate, ownerId: string | null): number => {
  const load = openSessions + reserved - (userId === ownerId ? 1 : 0);
  return Number.isNaN(load) ? Number.POSITIVE_INFINITY : load;
};

const obstacle = (
  candidate: Candidate,
  { departmentId, users, excluded, capacity, ownerId }: Pool,
): RejectionCode | undefined => {
  if (!candidate.departmentIds.includes(departmentId)) return "NOT_A_MEMBER";
  if (users && !users.includes(candidate.userId)) return "NOT_LISTED";
  if (!candidate.available) return "UNAVAILABLE";
  if (excluded.has(candidate.userId)) return "EXCLUDED";
  return capacity !== undefined && loadOf(candidate, ownerId) >= capacity ? "FULL" : undefined;
};

export interface Sorted {
  /** In a stable order: by id. */
  eligible: readonly Candidate[];
  rejected: readonly RejectedCandidate[];
}

export const sortOut = (candidates: readonly Candidate[], pool: Pool): Sorted => {
  const judged = candidates.map((candidate) => ({ candidate, code: obstacle(candidate, pool) }));
  return {
    eligible: judged
      .flatMap(({ candidate, code }) => (code === undefined ? candidate : []))
      .toSorted((one, other) => (one.userId < other.userId ? -1 : 1)),
    rejected: judged.flatMap(({ candidate, code }) => (code === undefined ? [] : rejection(candidate, code))),
  };
};

const leastOpen = (eligible: readonly Candidate[], ownerId: string | null): Candidate | undefined =>
  eligible.toSorted(
    (one, other) =>
      loadOf(one, ownerId) - loadOf(other, ownerId) ||
      // Whoever never had a session has waited longest, and a time that is no number (NaN) counts as never:
      // compared as it is, it would hide who has waited longer behind it.
      (one.lastAssignedAtMs || 0) - (other.lastAssignedAtMs || 0),
  )[0];

const firstNamed = (eligible: readonly Candidate[], users: readonly string[] = []): Candidate | undefined =>
  users.flatMap((userId) => eligible.find((candidate) => candidate.userId === userId) ?? [])[0];

/** A broken counter starts again: it decides whose turn it is, not whether somebody is served. */
export const turnOf = (value: number | undefined): number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : 0;

export const choose = (
  eligible: readonly Candidate[],
  strategy: RoutingPolicy["strategy"],
  { users, ownerId }: Pool,
  turn: number,
): Candidate | undefined => {
  switch (strategy) {
    case "direct":
      return firstNamed(eligible, users);
    case "least-open":
      return leastOpen(eligible, ownerId);
    case "round-robin":
      return eligible[turn % eligible.length];
  }
};
