// What the log says of a trigger and of the decision it led to: ids and codes.
import { shownId, shownSessionId } from "../core/ids.ts";
import type { Log, LogFields } from "../runtime/log.ts";
import type { ReassignTrigger } from "./reassign-trigger.ts";
import type { RoutingAnswer } from "./routing-question.ts";

export const tellTurn = (log: Log, message: string, trigger: ReassignTrigger, fields: LogFields = {}): void =>
  log.info(message, {
    ...{ account: trigger.account, door: trigger.door, hops: trigger.hops },
    source: shownId(trigger.source),
    ...(trigger.correlationId !== undefined && { correlationId: shownId(trigger.correlationId) }),
    sessionId: shownSessionId(trigger.sessionId),
    ...fields,
  });

export const shownDecision = ({ decision, context }: RoutingAnswer): LogFields => ({
  trigger: context.trigger.on,
  ...(decision.policy !== undefined && { policy: decision.policy }),
  action: decision.action,
  reasons: decision.reasons.map(({ code }) => code),
});
