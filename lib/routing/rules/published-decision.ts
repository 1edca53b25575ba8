// Shapes a routing decision for the bus: it is published whole, and is of use to whoever asks why.
import type { RoutingContext } from "./routing-context.ts";
import type { RoutingDecision } from "./routing-decision.ts";
import type { RoutingPolicy, TriggerName } from "./routing-policy.ts";
import type { StrategyName } from "./strategies.ts";

export interface PublishedDecision extends Omit<RoutingDecision, "state" | "cursor"> {
  trigger: TriggerName;
  strategy?: StrategyName;
  /** How many more were rejected than `rejected` shows; those of other departments are left out first. */
  rejectedMore?: number;
}

interface DecidedSession {
  decision: RoutingDecision;
  policy?: RoutingPolicy;
  context: Pick<RoutingContext, "trigger">;
}

/** EventBridge takes an event of at most 256 KB, and DynamoDB an item of at most 400 KB. */
const maxRejected = 500;

const shortened = (rejected: RoutingDecision["rejected"]) => {
  if (rejected.length <= maxRejected) return { rejected };
  const near = rejected.filter(({ code }) => code !== "NOT_A_MEMBER");
  const far = rejected.filter(({ code }) => code === "NOT_A_MEMBER");
  return { rejected: [...near, ...far].slice(0, maxRejected), rejectedMore: rejected.length - maxRejected };
};

/** Leaves out what only the next decision needs. */
export const publishedDecision = ({ decision, policy, context }: DecidedSession): PublishedDecision => {
  const { state: _, cursor: __, ...shown } = decision;
  return {
    trigger: context.trigger.on,
    ...(policy && { strategy: policy.strategy }),
    ...shown,
    ...shortened(shown.rejected),
  };
};
