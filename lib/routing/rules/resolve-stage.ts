// From the names of a stage to the department and the people it means, or to what is wrong with them.
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { Stage } from "./chain.ts";
import { liveState } from "./chain.ts";
import type { RoutingContext } from "./routing-context.ts";
import type { RoutingReason } from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import type { Pool } from "./sort-people.ts";

export interface Place {
  /** Absent when the stage cannot be done as it says. */
  pool?: Pool;
  problems: readonly RoutingReason[];
}

const problem = (code: RoutingReason["code"], message: string): RoutingReason => ({ code, message });

const unknownDepartment = problem(
  "DEPARTMENT_UNKNOWN",
  "a department it names is unknown in this account, or there are several of this name",
);
const unknownUser = problem(
  "USER_UNKNOWN",
  "a person it names is unknown in this account, or there are several of this name",
);

/** Where the policy is at home: its department, else the session's own when the policy first took it. */
const homeOf = (facts: SessionFacts, policy: RoutingPolicy | undefined, context: RoutingContext): string | null => {
  const named = policy?.department === undefined ? undefined : context.names.departments.get(policy.department);
  const state = liveState(facts, context.state);
  const origin = state && state.policy === policy?.name ? state.originDepartmentId : null;
  return named ?? origin ?? facts.departmentId;
};

/** A person alone is met where the session is, if possible. */
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
  const inChain = on === "escalation" && state?.policy === policy?.name;
  return new Set([
    ...(gaveNoAnswer && facts.userId !== null ? [facts.userId] : []),
    ...(inChain ? (state?.tried ?? []) : []),
  ]);
};

export const placeOf = (
  facts: SessionFacts,
  { department, users }: Stage,
  policy: RoutingPolicy | undefined,
  context: RoutingContext,
): Place => {
  const { names, candidates } = context;
  const userIds = users?.flatMap((user) => names.users.get(user) ?? []);
  const problems = users && userIds && userIds.length < users.length ? [unknownUser] : [];
  if (userIds?.length === 0) return { problems };
  const home = homeOf(facts, policy, context);
  const [person, ...others] = userIds ?? [];
  if (department !== undefined && !names.departments.has(department))
    return { problems: [...problems, unknownDepartment] };
  const named = department === undefined ? undefined : names.departments.get(department);
  const departmentId =
    named ?? (person !== undefined && others.length === 0 ? departmentOfPerson(person, home, context) : home);
  if (departmentId === null) {
    const message = "the session is in no department, and none is named";
    return { problems: [...problems, problem("DEPARTMENT_MISSING", message)] };
  }
  const members = candidates.filter(({ departmentIds }) => departmentIds.includes(departmentId));
  if (members.length === 0)
    return { problems: [...problems, problem("DEPARTMENT_EMPTY", "the department has no members")] };
  if (userIds && !members.some(({ userId }) => userIds.includes(userId)))
    return {
      problems: [...problems, problem("USER_NOT_IN_DEPARTMENT", "nobody it names is a member of the department")],
    };
  const pool: Pool = {
    departmentId,
    ...(userIds && { users: userIds }),
    excluded: excludedFor(facts, policy, context),
    ...(policy?.capacity !== undefined && { capacity: policy.capacity }),
    ownerId: facts.userId,
  };
  return { pool, problems };
};
