// A message of one of the queues for what was given up on, as SQS handed it over.
import type { DeadLetterQueue } from "./parked-message.ts";

export interface ReceivedMessage {
  queue: DeadLetterQueue;
  messageId: string;
  receiptHandle: string;
  /** ISO. */
  sentAt: string;
  body: string;
  /** What EventBridge tells about an event that it could not deliver. */
  attributes: Readonly<Record<string, string>>;
}
