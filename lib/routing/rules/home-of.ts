// Where a policy is at home: whose people it asks, and whose closed days hold for it.
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { liveState } from "./chain.ts";
import type { RoutingContext } from "./routing-context.ts";
import type { RoutingPolicy } from "./routing-policy.ts";

/** The policy's department, else the one the session was in when the policy first took it. */
export const homeOf = (
  facts: SessionFacts,
  policy: RoutingPolicy | undefined,
  context: Pick<RoutingContext, "names" | "state">,
): string | null => {
  const named = policy?.department === undefined ? undefined : context.names.departments.get(policy.department);
  const state = liveState(facts, context.state);
  const origin = state && state.policy === policy?.name ? state.originDepartmentId : null;
  return named ?? origin ?? facts.departmentId;
};
