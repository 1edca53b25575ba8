// A message that was given up on, whichever way it came to lie there.
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import type { Properties } from "../../lib/core/value.ts";

export type DeadLetterQueue = "parked" | "commands-dead";

/** An event as EventBridge handed it over; only what is needed to put it on the bus again. */
export interface BusEvent {
  id: string;
  source: string;
  "detail-type": string;
  detail: Properties;
}

/** What a replay would do. */
export type Replay =
  | { as: "item"; queued: QueueItem }
  | { as: "event"; event: BusEvent }
  | { as: "nothing"; why: string };

/** Where it came from and what it was to do, as far as that can be told. */
export interface About {
  door?: string | undefined;
  account?: string | undefined;
  sessionId?: string | undefined;
  command?: string | undefined;
  commandId?: string | undefined;
  source?: string | undefined;
  deliveryId?: string | undefined;
  attempt?: number | undefined;
}

export interface Reading {
  /** When it was given up on, where the message says so. */
  at?: string | undefined;
  reason: { code: string; message: string; issues: readonly unknown[] };
  about: About;
  replay: Replay;
}

export interface DeadLetter extends Reading {
  messageId: string;
  queue: DeadLetterQueue;
  at: string;
  /** Its body, parsed where it is JSON. */
  content: unknown;
}
