// Sends to SQS: commands to the queue in which they wait in order, and what could not be done to the queue of parked messages.
import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { receivedDeduplicationId, replayDeduplicationId } from "../core/command/command-id.ts";
import { faults } from "../core/faults.ts";
import { parkedOnce } from "../core/queue/parked-once.ts";
import { groupOf, type QueueItem, queueText } from "../core/queue/queue-item.ts";
import { type Meter, noMeter } from "../runtime/meter.ts";
import { throwAs } from "./aws-call.ts";
import { type AwsClient, awsClient } from "./aws-client.ts";
import type { AwsEnvironment } from "./aws-environment.ts";
import { inCalls } from "./in-calls.ts";

/** A received message, and for how long nobody else shall receive it. */
export interface Hidden {
  receiptHandle: string;
  seconds: number;
}

/** The queue that holds events of the bus until they are worked on. */
export interface EventsQueue {
  /** Hides received messages, each for that long, at most until 12 h after it was received. Throws QUEUE_UNAVAILABLE where it could not hide any. */
  hide(messages: readonly Hidden[]): Promise<void>;
}

export interface CommandQueue extends EventsQueue {
  /**
   * Resolves only when SQS has all of them, and throws QUEUE_UNAVAILABLE otherwise. Some may be there then: SQS drops
   * those when they are sent again, by their ids.
   */
  send(...items: readonly QueueItem[]): Promise<void>;
}

/** A parked message: why it was parked, and everything that is needed to do it again. */
export interface Parked {
  reason: { code: string; message: string; issues: readonly unknown[] };
  parkedAt: string;
  door: string;
  /** The item as it was in the queue; absent where it did not get that far. */
  queued?: QueueItem;
  /** The event as EventBridge delivered it. */
  event?: unknown;
  /** The text of a queue message that could not be read. */
  body?: string;
}

export interface ParkedQueue {
  /** Throws QUEUE_UNAVAILABLE. */
  park(parked: Parked): Promise<void>;
}

/** A sender waits for this call: it fails within 4 s, so that the sender's own repetition can begin. */
export const queueClient = (environment: AwsEnvironment): AwsClient<"sqs"> =>
  awsClient({ service: "sqs", environment, maxAttempts: 2, connectMs: 500, requestMs: 1_500 });

const throwUnavailable = throwAs(faults.queueUnavailable);

/** SQS drops what has an id that it has seen in the last five minutes: that is for our own repetitions, not for the sender's, nor for replays. */
export const deduplicationIdOf = ({
  id,
  attempt,
  receivedAt,
}: Pick<QueueItem, "id" | "attempt"> & { receivedAt?: string }): string => {
  if (receivedAt !== undefined) return receivedDeduplicationId(id, receivedAt, attempt);
  return attempt === 0 ? id : replayDeduplicationId(id, attempt);
};

const deduplicatedForMs = 5 * 60_000;

/** Of copies that are to be parked SQS takes one in that time, however many come. Where the sender may mean something new by then, it takes all. */
const deduplicationIdOfItem = (item: QueueItem): string => {
  if (item.kind !== "delivery") return deduplicationIdOf(item);
  const once = item.refused && parkedOnce(item);
  if (once && once.withinMs > deduplicatedForMs) return once.id;
  // A copy that came in the same millisecond may be one that can be mapped.
  const id = item.refused ? `${item.id} refused` : item.id;
  return deduplicationIdOf({ ...item.delivery, ...item, id });
};

const messageOf = (item: QueueItem) => ({
  MessageBody: queueText(item),
  MessageGroupId: groupOf(item),
  MessageDeduplicationId: deduplicationIdOfItem(item),
});
type Message = ReturnType<typeof messageOf>;

/** SQS hides a message for 12 h from when it was received, and leaves as it is what is to be hidden for longer; we ask within the queue's 90 s. */
const longestHiddenSeconds = 43_200 - 90;

/** SQS takes no more in one call, nor more bytes in all of them together. */
const perCall = { entries: 10, bytes: 1024 * 1024 };

export const eventsQueue = (client: AwsClient<"sqs">, QueueUrl: string): EventsQueue => ({
  hide: async (messages) => {
    for (let first = 0; first < messages.length; first += perCall.entries) {
      const Entries = messages.slice(first, first + perCall.entries).map(({ receiptHandle, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(longestHiddenSeconds, Math.max(0, Math.ceil(seconds))),
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
      const { Failed = [] } = await client.send(command).catch(throwUnavailable);
      if (Failed.length === Entries.length) throwUnavailable(new Error("SQS did not hide any message"));
    }
  },
});

export const commandQueue = (client: AwsClient<"sqs">, QueueUrl: string): CommandQueue => {
  /**
   * SQS may take some of a batch and not the others. These are sent once more at once: a sender without ids repeats all of them,
   * maybe when nobody takes them for copies any more.
   */
  const sendBatch = async (entries: readonly SendMessageBatchRequestEntry[], isLast = false): Promise<void> => {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [...entries] }));
    if (Failed.length === 0) return;
    if (isLast || Failed.some(({ SenderFault }) => SenderFault)) throw new Error("SQS did not take every message");
    await sendBatch(
      entries.filter((entry) => Failed.some(({ Id }) => Id === entry.Id)),
      true,
    );
  };
  const sendCall = async (messages: readonly Message[]): Promise<void> => {
    const [only, ...others] = messages;
    if (only && others.length === 0) {
      await client.send(new SendMessageCommand({ QueueUrl, ...only }));
      return;
    }
    await sendBatch(messages.map((message, index) => ({ Id: String(index), ...message })));
  };
  return {
    send: async (...items) => {
      const bytesOf = ({ MessageBody }: Message): number => Buffer.byteLength(MessageBody);
      for (const call of inCalls(items.map(messageOf), bytesOf, perCall)) await sendCall(call).catch(throwUnavailable);
    },
    ...eventsQueue(client, QueueUrl),
  };
};

export const parkedQueue = (client: AwsClient<"sqs">, QueueUrl: string, meter: Meter = noMeter): ParkedQueue => ({
  park: async (parked) => {
    const message = new SendMessageCommand({ QueueUrl, MessageBody: queueText(parked) });
    await client.send(message).catch(throwUnavailable);
    meter.add("parked");
  },
});
