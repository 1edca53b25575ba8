// What is noted of a move before WTS is asked for it, so that another function can finish it.

import type { BegunMove } from "./records/session-moves.ts";
import type { RoutingDecision } from "./rules/routing-decision.ts";

/** The list of everybody who was rejected is the long part, and only for reading. */
const longestKept = 20_000;
const textOf = (decision: RoutingDecision): string => {
  const text = JSON.stringify(decision);
  return text.length <= longestKept ? text : JSON.stringify({ ...decision, rejected: [] });
};

export const begunMove = (id: string, decision: RoutingDecision): BegunMove => ({
  id,
  departmentId: decision.departmentId ?? null,
  userId: decision.userId ?? null,
  ...(decision.state && { state: decision.state }),
  decision: textOf(decision),
});
