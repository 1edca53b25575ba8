// Sorts the people of an account into those who may get a session and those who may not, each with the reason.
import { type Candidate, isFull, type Pool } from "./candidate.ts";
import type { RejectedCandidate, RejectionCode } from "./routing-decision.ts";

export const rejection = ({ userId, offShift }: Candidate, code: RejectionCode): RejectedCandidate => ({
  userId,
  code,
  ...(code === "OFF_SHIFT" && offShift?.beginsMs !== undefined && { beginsMs: offShift.beginsMs }),
});

const obstacle = (candidate: Candidate, pool: Pool): RejectionCode | undefined => {
  const { departmentId, users, excluded } = pool;
  if (!candidate.departmentIds.includes(departmentId)) return "NOT_A_MEMBER";
  if (users && !users.includes(candidate.userId)) return "NOT_LISTED";
  if (candidate.offShift) return "OFF_SHIFT";
  if (!candidate.available) return "UNAVAILABLE";
  if (excluded.has(candidate.userId)) return "EXCLUDED";
  return isFull(candidate, pool) ? "FULL" : undefined;
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
