// Makes what is queued of an event of WTS, whether its webhook brought it or the reconciliation found that none did.
import { commandIdOf } from "../../core/command/command-id.ts";
import type { QueuedEvent } from "../../core/queue/queued-event.ts";
import type { WtsEvent } from "./wts-event.ts";

interface EventOrigin {
  account: string;
  /** It is `webhook:` and the source's name. */
  source: string;
  deliveryId: string;
  /** It is an instant in UTC. */
  receivedAt: string;
}

export const newSessionType = "SESSION_NEW";

/**
 * A session is new once: however often and in whatever words WTS says so, and whoever found it, it is one event. Without this a
 * copy that differs in its date, as was seen, would be another one. Of other events WTS says when they happened: one that is equal
 * in all is the same, whenever it comes.
 */
const identityOf = ({ eventType, sessionId }: Pick<WtsEvent, "eventType" | "sessionId">, deliveryId: string): string =>
  eventType === newSessionType && sessionId !== undefined ? `${newSessionType} ${sessionId}` : deliveryId;

/** The id under which it is recorded, whether it has come or not. */
export const wtsEventId = (
  event: Pick<WtsEvent, "eventType" | "sessionId">,
  { account, source, deliveryId }: Omit<EventOrigin, "receivedAt">,
): string => commandIdOf({ account, source: `${source}#event`, deliveryId: identityOf(event, deliveryId), index: 0 });

/** `readBack`: the session has to be read first. `isReconciled`: no webhook brought it. */
export const queuedWtsEvent = (
  event: WtsEvent,
  origin: EventOrigin,
  { readBack, isReconciled = false }: { readBack: boolean; isReconciled?: boolean },
): QueuedEvent => {
  const { account, source, deliveryId, receivedAt } = origin;
  const { eventType, sessionId } = event;
  const id = wtsEventId(event, origin);
  const provenance = { correlationId: deliveryId, causationId: id, hops: 0 };
  return {
    kind: "event",
    id,
    account,
    source,
    deliveryId,
    receivedAt,
    ...(sessionId !== undefined && { sessionId }),
    readBack,
    type: `WTS ${eventType}`,
    detail: { id, account, source, ...event, ...(isReconciled && { reconciled: true }), ...provenance },
    attempt: 0,
  };
};
