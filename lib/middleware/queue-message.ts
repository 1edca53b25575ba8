// One message of the queue, as its worker sees it.
import type { TimeBox } from "../runtime/time-box.ts";

export interface QueueMessage {
  messageId: string;
  receiptHandle: string;
  body: string;
  groupId: string;
  sentAtMs: number;
  receiveCount: number;
}

/** Where and how long a message is worked on. */
export interface Turn {
  message: QueueMessage;
  timeBox: TimeBox;
  /** Of the claims and leases taken. */
  owner: string;
}
