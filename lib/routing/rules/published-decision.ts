// Shapes a routing decision for the bus: it is published whole, and is of use to whoever asks why.
import type { RoutingDecision } from "./routing-decision.ts";
import type { RoutingPolicy, TriggerName } from "./routing-policy.ts";
import type { StrategyName } from "./strategies.ts";

export interface PublishedDecision extends Omit<RoutingDecision, "state" | "cursor"> {
  trigger: TriggerName;
  strategy?: StrategyName;
  /** How many more were rejected than `rejected` shows; those of other departments are left out first. */
  rejectedMore?: number;
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
export const publishedDecision = (
  { state: _, cursor: __, ...decision }: RoutingDecision,
  policy: RoutingPolicy | undefined,
  trigger: TriggerName,
): PublishedDecision => ({
  trigger,
  ...(policy && { strategy: policy.strategy }),
  ...decision,
  ...shortened(decision.rejected),
});
