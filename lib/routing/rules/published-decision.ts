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

/** All of an outcome has to fit into what EventBridge takes, and into an item of DynamoDB. */
const most = { rejected: 500, bytes: 96 * 1024 };

/** How many of them, from the first, fit. */
const fitting = (rejected: RoutingDecision["rejected"]): number => {
  let bytes = 0;
  const end = rejected.findIndex((each, index) => {
    bytes += Buffer.byteLength(JSON.stringify(each)) + 1;
    return index >= most.rejected || bytes > most.bytes;
  });
  return end < 0 ? rejected.length : end;
};

const shortened = (rejected: RoutingDecision["rejected"]) => {
  if (fitting(rejected) === rejected.length) return { rejected };
  const near = rejected.filter(({ code }) => code !== "NOT_A_MEMBER");
  const far = rejected.filter(({ code }) => code === "NOT_A_MEMBER");
  const ordered = [...near, ...far];
  const shown = fitting(ordered);
  return { rejected: ordered.slice(0, shown), rejectedMore: ordered.length - shown };
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
