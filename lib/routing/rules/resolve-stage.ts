// From the names of a stage to the department and the people it means, or to what is wrong with them.
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { Pool } from "./candidate.ts";
import { capacityOf } from "./capacity-of.ts";
import { liveState, type Stage } from "./chain.ts";
import { homeOf } from "./home-of.ts";
import type { RoutingContext } from "./routing-context.ts";
import { type RoutingReason, reason } from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { answeredSince } from "./waiting-contact.ts";

interface ResolvedStage {
  /** Absent when the stage cannot be done as it says. */
  pool?: Pool;
  problems: readonly RoutingReason[];
}

const unknownDepartment = reason("DEPARTMENT_UNKNOWN", { of: "step" });
const unknownUser = reason("USER_UNKNOWN");

/** A person who is named without a department gets the session where it is, if they are a member there. */
const departmentOfPerson = (userId: string, home: string | null, { candidates }: RoutingContext): string | null => {
  const departments = candidates.find((candidate) => candidate.userId === userId)?.departmentIds ?? [];
  return home !== null && departments.includes(home) ? home : (departments.toSorted()[0] ?? null);
};

/** Who is to be passed over, even though nothing else speaks against them. */
export const excludedFor = (
  facts: SessionFacts,
  policy: RoutingPolicy | undefined,
  context: RoutingContext,
): Set<string> => {
  const { on } = context.trigger;
  const state = liveState(facts, context.state);
  const gaveNoAnswer =
    on === "noFirstResponse" || on === "ownerSilent" || on === "ownerUnavailable" || on === "escalation";
  const isOwn = state !== undefined && state.policy === policy?.name;
  // Otherwise the backlog would give it back to those from whom silence has taken it.
  const isStillUnanswered = on === "backlog" && isOwn && !answeredSince(facts, context, state.atMs);
  return new Set([
    ...(gaveNoAnswer && facts.userId !== null ? [facts.userId] : []),
    ...(isOwn && (on === "escalation" || isStillUnanswered) ? state.tried : []),
  ]);
};

export const resolveStage = (
  facts: SessionFacts,
  { department, users }: Stage,
  policy: RoutingPolicy | undefined,
  context: RoutingContext,
): ResolvedStage => {
  const { names, candidates } = context;
  const userIds = users?.flatMap((user) => names.users.get(user) ?? []);
  const problems = users && userIds && userIds.length < users.length ? [unknownUser] : [];
  const cannot = (because: RoutingReason): ResolvedStage => ({ problems: [...problems, because] });
  if (userIds?.length === 0) return { problems };
  const home = homeOf(facts, policy, context);
  const [person, ...others] = userIds ?? [];
  const named = department === undefined ? undefined : names.departments.get(department);
  if (department !== undefined && named === undefined) return cannot(unknownDepartment);
  const departmentId =
    named ?? (person !== undefined && others.length === 0 ? departmentOfPerson(person, home, context) : home);
  if (departmentId === null) return cannot(reason("DEPARTMENT_MISSING"));
  const members = candidates.filter(({ departmentIds }) => departmentIds.includes(departmentId));
  if (members.length === 0) return cannot(reason("DEPARTMENT_EMPTY"));
  if (userIds && !members.some(({ userId }) => userIds.includes(userId)))
    return cannot(reason("USER_NOT_IN_DEPARTMENT"));
  const capacity = capacityOf(policy);
  const pool: Pool = {
    departmentId,
    ...(userIds && { users: userIds }),
    excluded: excludedFor(facts, policy, context),
    ...(capacity && { capacity }),
    ownerId: facts.userId,
    sessionDepartmentId: facts.departmentId,
  };
  return { pool, problems };
};
