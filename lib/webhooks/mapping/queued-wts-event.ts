// Makes what is queued of an event of WTS, whether its webhook brought it or the reconciliation found that none did.
import { commandIdOf } from "../../core/command/command-id.ts";
import type { QueuedEvent } from "../../core/queue/queued-event.ts";
import type { WtsEvent } from "./wts-event.ts";

interface EventOrigin {
  account: string;
  /** It is `webhook:` and the source's name. */
  source: string;
  deliveryId: string;
  /** The copies of a delivery share this. */
  knownBy: string;
}

export const newSessionType = "SESSION_NEW";

/**
 * A session is new once: however often and in whatever words WTS says so, and whoever found it, it is one event. Without this a
 * copy that differs in its date, as was seen, would be another one.
 */
const identityOf = ({ eventType, sessionId }: Pick<WtsEvent, "eventType" | "sessionId">, knownBy: string): string =>
  eventType === newSessionType && sessionId !== undefined ? `${newSessionType} ${sessionId}` : knownBy;

/** The id under which it is recorded, whether it has come or not. */
export const wtsEventId = (
  event: Pick<WtsEvent, "eventType" | "sessionId">,
  { account, source, knownBy }: Omit<EventOrigin, "deliveryId">,
): string => commandIdOf({ account, source: `${source}#event`, deliveryId: identityOf(event, knownBy), index: 0 });

/** `readBack`: the session has to be read first. `isReconciled`: no webhook brought it. */
export const queuedWtsEvent = (
  event: WtsEvent,
  origin: EventOrigin,
  { readBack, isReconciled = false }: { readBack: boolean; isReconciled?: boolean },
): QueuedEvent => {
  const { account, source, deliveryId } = origin;
  const { eventType, sessionId } = event;
  const id = wtsEventId(event, origin);
  const provenance = { correlationId: deliveryId, causationId: id, hops: 0 };
  return {
    kind: "event",
    id,
    account,
    source,
    deliveryId,
    ...(sessionId !== undefined && { sessionId }),
    readBack,
    type: `WTS ${eventType}`,
    detail: { id, account, source, ...event, ...(isReconciled && { reconciled: true }), ...provenance },
    attempt: 0,
  };
};
