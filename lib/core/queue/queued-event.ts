// Carries an event of WTS to the bus through the queue: whoever receives a webhook has no time to wait for EventBridge.

import { own, type Properties } from "../value.ts";
import { countIn, objectIn, optional, textIn } from "./queue-properties.ts";
import { type RawDelivery, rawDeliveryIn } from "./queued-delivery.ts";

export interface QueuedEvent {
  kind: "event";
  /** An event that comes twice has the same id. */
  id: string;
  account: string;
  source: string;
  deliveryId: string;
  /** It is the instant, in UTC, at which WTS's webhook came; its repetition has a later one. */
  receivedAt?: string;
  /** It is absent where the event is about no session. */
  sessionId?: string;
  /** True: the session has to be read first, since WTS signs nothing. */
  readBack: boolean;
  /** It is the detail-type. */
  type: string;
  detail: Properties;
  /** It is the delivery that it came with; absent where the table holds that. */
  raw?: RawDelivery;
  /** It is 0 at first, and one more with every replay. */
  attempt: number;
}

/** Throws ENVELOPE_INVALID for what no repetition can mend. */
export const readQueuedEvent = (input: Properties): QueuedEvent => ({
  kind: "event",
  id: textIn(input, "id"),
  account: textIn(input, "account"),
  source: textIn(input, "source"),
  deliveryId: textIn(input, "deliveryId"),
  ...optional(input, "receivedAt", textIn),
  ...optional(input, "sessionId", textIn),
  readBack: own(input, "readBack") === true,
  type: textIn(input, "type"),
  detail: objectIn(input, "detail"),
  ...optional(input, "raw", rawDeliveryIn),
  attempt: countIn(input, "attempt"),
});
