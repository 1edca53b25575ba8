// Who gets a session, and why not the others: facts, policies and what was read in, one decision out.
import type { RoutingContext } from "./routing-context.ts";
import type { RoutingDecision } from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import type { SessionFacts } from "./session-facts.ts";

/** Pure, and any facts at all are answered. */
export const decideRouting = (
  _facts: SessionFacts,
  _policies: readonly RoutingPolicy[],
  _context: RoutingContext,
): RoutingDecision => ({ action: "keep", rejected: [], reasons: [], failed: false });
