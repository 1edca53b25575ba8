// Whom the policies ask of a department, for a session that waits there with nobody: for whoever looks at people, not at a session.
import { listed } from "../../core/sessions/listed.ts";
import { readSessionFacts } from "../../core/sessions/session-facts.ts";
import type { Pool } from "./candidate.ts";
import { stageOf } from "./chain.ts";
import { type Closed, closedNow } from "./policy-hours.ts";
import { resolveStage } from "./resolve-stage.ts";
import type { RoutingContext } from "./routing-context.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { isQueueOnly } from "./strategies.ts";

export interface AskedPool {
  policy: string;
  /** 0 is the policy's own move, n its nth escalation step. */
  step: number;
  pool: Pool;
  /** Outside the policy's hours nobody is asked. */
  closed?: Closed;
}

/** In which departments a session is when the policy takes it, as far as the policy says so. */
const sourcesOf = (
  { department, match, except }: RoutingPolicy,
  departmentIds: readonly string[],
  { departments }: RoutingContext["names"],
): readonly string[] => {
  const idsOf = (names: readonly (string | null)[] | undefined) =>
    names?.map((name) => (name === null ? undefined : departments.get(name)));
  const [only, without] = [idsOf(listed(match.department)), idsOf(listed(except.department)) ?? []];
  const sources = departmentIds.filter((id) => (only?.includes(id) ?? true) && !without.includes(id));
  // A policy with a department of its own asks the same people wherever the session comes from.
  return department === undefined ? sources : sources.slice(0, 1);
};

/** Each pool once. A stage that sends everything into a queue asks nobody. */
export const askedPools = (
  policies: readonly RoutingPolicy[],
  departmentIds: readonly string[],
  context: RoutingContext,
): readonly AskedPool[] => {
  const pools = new Map<string, AskedPool>();
  for (const policy of policies)
    for (const departmentId of sourcesOf(policy, departmentIds, context.names)) {
      const facts = readSessionFacts({ id: "none", status: "PENDING", departmentId, userId: null });
      if (!facts) continue;
      const closed = closedNow(facts, policy, context);
      for (let step = 0; step <= policy.escalation.length; step++) {
        const stage = stageOf(policy, step);
        const pool = stage && resolveStage(facts, stage, policy, context).pool;
        if (!pool || isQueueOnly(stage.strategy, stage.users)) continue;
        const asked = { policy: policy.name, step, pool, ...(closed && { closed }) };
        pools.set(JSON.stringify([policy.name, step, pool.departmentId]), asked);
      }
    }
  return [...pools.values()];
};
