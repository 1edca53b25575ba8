// A routing decision as the bus is told of it: whole, and of use to whoever asks why.
import type { RoutingDecision } from "./routing-decision.ts";
import type { RoutingPolicy, TriggerName } from "./routing-policy.ts";

export interface ToldDecision extends Omit<RoutingDecision, "state" | "cursor"> {
  trigger: TriggerName;
  strategy?: RoutingPolicy["strategy"];
}

/** Without what only the next decision needs. */
export const toldDecision = (
  { state: _, cursor: __, ...decision }: RoutingDecision,
  policy: RoutingPolicy | undefined,
  trigger: TriggerName,
): ToldDecision => ({ trigger, ...(policy && { strategy: policy.strategy }), ...decision });
