// Says what a policy is woken by. It stands apart from the shape of a policy, which no function has to carry.
import type { PostponedEvent } from "./routing-context.ts";
import type { RoutingPolicy, TriggerName } from "./routing-policy.ts";

export interface PolicyTrigger {
  on: Exclude<TriggerName, "escalation" | "opening">;
  /** How long the contact has to wait for it; 0 where that does not matter. */
  minutes: number;
}

/** What a policy is woken by, whichever way its author wrote it. */
export const triggersOf = ({ when }: RoutingPolicy): readonly PolicyTrigger[] =>
  when.map((trigger): PolicyTrigger => {
    if (typeof trigger === "string") return { on: trigger, minutes: 0 };
    if ("noFirstResponse" in trigger) return { on: "noFirstResponse", ...trigger.noFirstResponse };
    if ("ownerSilent" in trigger) return { on: "ownerSilent", ...trigger.ownerSilent };
    return { on: "ownerUnavailable", ...trigger.ownerUnavailable };
  });

/** They bring a session to a policy, and come only once: outside its hours they are postponed. */
export const postponedEvents: readonly TriggerName[] = ["SESSION_NEW", "SESSION_UPDATE"] satisfies PostponedEvent[];

/** Whether one of the policies is woken by it. */
export const hasPolicyOn = (trigger: TriggerName, policies: readonly RoutingPolicy[]): boolean =>
  policies.some((policy) => triggersOf(policy).some(({ on }) => on === trigger));
