// A routing decision as the bus is told of it: whole, and of use to whoever asks why.
import type { RoutingDecision } from "./routing-decision.ts";
import type { RoutingPolicy, TriggerName } from "./routing-policy.ts";

export interface ToldDecision extends Omit<RoutingDecision, "state" | "cursor"> {
  trigger: TriggerName;
  strategy?: RoutingPolicy["strategy"];
  /** How many more were rejected: those of other departments, where they are very many. */
  rejectedMore?: number;
}

/** An event has at most 256 KB, and an item of the table 400. */
const mostRejected = 500;

const shortened = (rejected: RoutingDecision["rejected"]) => {
  if (rejected.length <= mostRejected) return { rejected };
  const near = rejected.filter(({ code }) => code !== "NOT_A_MEMBER");
  const far = rejected.filter(({ code }) => code === "NOT_A_MEMBER");
  return { rejected: [...near, ...far].slice(0, mostRejected), rejectedMore: rejected.length - mostRejected };
};

/** Without what only the next decision needs. */
export const toldDecision = (
  { state: _, cursor: __, ...decision }: RoutingDecision,
  policy: RoutingPolicy | undefined,
  trigger: TriggerName,
): ToldDecision => ({
  trigger,
  ...(policy && { strategy: policy.strategy }),
  ...decision,
  ...shortened(decision.rejected),
});
