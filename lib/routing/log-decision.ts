// Says in the log what a trigger is about and which decision it led to: ids and codes only.
import { shownId, shownSessionId } from "../core/ids.ts";
import type { Log, LogFields } from "../runtime/log.ts";
import type { RoutingAnswer } from "./routing-decider.ts";
import type { SessionTrigger } from "./session-trigger.ts";

export const triggerFields = ({
  account,
  door,
  hops,
  source,
  correlationId,
  sessionId,
}: Omit<SessionTrigger, "on">): LogFields => ({
  account,
  door,
  hops,
  source: shownId(source),
  ...(correlationId !== undefined && { correlationId: shownId(correlationId) }),
  sessionId: shownSessionId(sessionId),
});

export const decisionFields = ({ decision, context }: RoutingAnswer): LogFields => ({
  trigger: context.trigger.on,
  ...(decision.policy !== undefined && { policy: decision.policy }),
  action: decision.action,
  reasons: decision.reasons.map(({ code }) => code),
});

/** The words of the log for what became of a trigger; docs/reference/logs.md lists them. */
const messages = {
  moved: "session moved",
  kept: "session kept",
  refused: "move refused",
  ownWrite: "own write",
  duplicate: "duplicate",
} as const;

export const logDecision = (
  log: Log,
  result: keyof typeof messages,
  trigger: SessionTrigger,
  fields: LogFields = {},
): void => log.info(messages[result], { ...triggerFields(trigger), ...fields });
