// Sorts the people of an account into those who may get a session and those who may not, each with the reason.
import { type Candidate, loadOf, type Pool } from "./candidate.ts";
import type { RejectedCandidate, RejectionCode } from "./routing-decision.ts";

const messages: Record<RejectionCode, string> = {
  NOT_A_MEMBER: "is not a member of the department",
  NOT_LISTED: "is not among the policy's users",
  OFF_SHIFT: "is off shift",
  UNAVAILABLE: "is set to unavailable",
  EXCLUDED: "had the session and did not answer",
  FULL: "has as many open sessions as the policy allows",
  NOT_NEXT: "could take it, but it was another's turn",
  NOT_STICKY: "could take it, but another served this contact last",
  NOT_ASKED: "was not asked: it goes to a queue",
};

const messageOf = ({ offShift }: Candidate, code: RejectionCode): string =>
  code === "OFF_SHIFT" && offShift?.begins !== undefined
    ? `${messages[code]}, which begins ${offShift.begins}`
    : messages[code];

export const rejection = (candidate: Candidate, code: RejectionCode): RejectedCandidate => ({
  userId: candidate.userId,
  code,
  message: messageOf(candidate, code),
});

const obstacle = (
  candidate: Candidate,
  { departmentId, users, excluded, capacity, ownerId }: Pool,
): RejectionCode | undefined => {
  if (!candidate.departmentIds.includes(departmentId)) return "NOT_A_MEMBER";
  if (users && !users.includes(candidate.userId)) return "NOT_LISTED";
  if (candidate.offShift) return "OFF_SHIFT";
  if (!candidate.available) return "UNAVAILABLE";
  if (excluded.has(candidate.userId)) return "EXCLUDED";
  return capacity !== undefined && loadOf(candidate, ownerId) >= capacity ? "FULL" : undefined;
};

export interface Sorted {
  /** They are in the order of their ids, whatever order WTS listed them in. */
  eligible: readonly Candidate[];
  rejected: readonly RejectedCandidate[];
}

export const sortOut = (candidates: readonly Candidate[], pool: Pool): Sorted => {
  const asked = candidates.map((candidate) => ({ candidate, code: obstacle(candidate, pool) }));
  return {
    eligible: asked
      .flatMap(({ candidate, code }) => (code === undefined ? candidate : []))
      .toSorted((one, other) => (one.userId < other.userId ? -1 : 1)),
    rejected: asked.flatMap(({ candidate, code }) => (code === undefined ? [] : rejection(candidate, code))),
  };
};
