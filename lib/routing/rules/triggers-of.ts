// What a policy is woken by, whichever way its author wrote it.
import type { RoutingPolicy, TriggerName } from "./routing-policy.ts";

export interface PolicyTrigger {
  on: Exclude<TriggerName, "escalation">;
  /** How long the contact has to wait for it; 0 where it does not matter. */
  minutes: number;
}

export const triggersOf = ({ when }: RoutingPolicy): readonly PolicyTrigger[] =>
  when.map((trigger): PolicyTrigger => {
    if (typeof trigger === "string") return { on: trigger, minutes: 0 };
    if ("noFirstResponse" in trigger) return { on: "noFirstResponse", ...trigger.noFirstResponse };
    if ("ownerSilent" in trigger) return { on: "ownerSilent", ...trigger.ownerSilent };
    return { on: "ownerUnavailable", ...trigger.ownerUnavailable };
  });
