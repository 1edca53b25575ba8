// Describes a parked message, whichever way it came to lie there, and how much of it may be shown.
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import type { Properties } from "../../lib/core/value.ts";
import { maskPersonal } from "../display/mask-personal.ts";

/** What was parked lies in two queues: AWS moves what crashed every time to the dead-letter queue by itself. */
export type ParkedQueueName = "parked" | "commands-dead";

/** It is an event as EventBridge handed it over, as far as that is needed to put it on the bus again. */
export interface BusEvent {
  id: string;
  source: string;
  "detail-type": string;
  detail: Properties;
}

/** It says what a replay would do. */
export type Replay =
  | { as: "item"; queued: QueueItem }
  | { as: "event"; event: BusEvent }
  | { as: "nothing"; why: string };

/** It says where the message came from and what it was to do, as far as that can be told. */
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
  /** It is the ISO instant at which it was parked, where the message says so. */
  at?: string | undefined;
  reason: { code: string; message: string; issues: readonly unknown[] };
  about: About;
  replay: Replay;
}

export interface ParkedMessage extends Reading {
  messageId: string;
  queue: ParkedQueueName;
  /** SQS removes the message, or gives it back, by this handle, for as long as it is hidden. */
  receiptHandle: string;
  at: string;
  /** It is the message's body, parsed where it is JSON. */
  content: unknown;
}

/** Programs read the message so, without what it holds. */
export interface ParkedSummary extends About {
  messageId: string;
  queue: ParkedQueueName;
  at: string;
  reason: Reading["reason"];
  /** What it would be replayed as; the "event" is one of WTS in the queue of the commands, or one of the bus. */
  replay: QueueItem["kind"] | Exclude<Replay["as"], "item">;
}

export const parkedSummary = ({ messageId, queue, at, about, reason, replay }: ParkedMessage): ParkedSummary => ({
  messageId,
  queue,
  at,
  ...about,
  reason,
  replay: replay.as === "item" ? replay.queued.kind : replay.as,
});

/** The reason is masked, too: it may quote WTS, whose words may hold a phone number. */
export const withoutPersonal = (message: ParkedMessage): ParkedMessage => ({
  ...message,
  reason: maskPersonal(message.reason) as ParkedMessage["reason"],
  content: maskPersonal(message.content),
});
