// An event of WTS on its way to the bus: the webhook door has no time to wait for EventBridge.

import { own, type Properties } from "../value.ts";
import { countIn, objectIn, optional, textIn } from "./queue-properties.ts";

export interface QueuedEvent {
  kind: "event";
  /** An event that comes twice has the same one. */
  id: string;
  account: string;
  source: string;
  deliveryId: string;
  /** The session it is about, if it is about one. */
  sessionId?: string;
  /** Whether the session has to be read first: WTS signs nothing. */
  readBack: boolean;
  /** The detail-type. */
  type: string;
  detail: Properties;
  /** 0, and one more with every replay. */
  attempt: number;
}

/** Throws ENVELOPE_INVALID for what no repetition can mend. */
export const readQueuedEvent = (input: Properties): QueuedEvent => ({
  kind: "event",
  id: textIn(input, "id"),
  account: textIn(input, "account"),
  source: textIn(input, "source"),
  deliveryId: textIn(input, "deliveryId"),
  ...optional(input, "sessionId", textIn),
  readBack: own(input, "readBack") === true,
  type: textIn(input, "type"),
  detail: objectIn(input, "detail"),
  attempt: countIn(input, "attempt"),
});
