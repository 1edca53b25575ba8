// Says which events of the bus can move a session: the rule of reassign-session is made of them, and what no policy wants costs no invocation.
import type { OutcomeType } from "../../core/outcome.ts";
import type { Routing } from "./routing-config.ts";
import { hasPolicyOn } from "./triggers-of.ts";

export const requestedType = "Session Reassignment Requested";
export const newType = "WTS SESSION_NEW";
export const updateType = "WTS SESSION_UPDATE";
export const holdEndedType = "Session Hold Ended" satisfies OutcomeType;

const triggerOfType = {
  [newType]: "SESSION_NEW",
  [updateType]: "SESSION_UPDATE",
  [holdEndedType]: "holdEnded",
} as const;
export const triggerTypes: readonly string[] = [requestedType, ...Object.keys(triggerOfType)];

/** A request needs no policy: it may name the destination itself. */
export const routedTypes = ({ policies }: Pick<Routing, "policies">): readonly string[] => {
  const enabled = policies.filter((policy) => policy.enabled);
  const wanted = Object.entries(triggerOfType).filter(([, trigger]) => hasPolicyOn(trigger, enabled));
  return [requestedType, ...wanted.map(([type]) => type)];
};
