// Looks into a queue without emptying it: what is received is only hidden for a while, and given back as soon as it was read.
import { ChangeMessageVisibilityBatchCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Connection } from "../connection.ts";
import type { ParkedQueueName } from "./parked-message.ts";

/** It is a message as SQS handed it over. */
export interface ReceivedMessage {
  queue: ParkedQueueName;
  messageId: string;
  receiptHandle: string;
  /** It is an ISO instant. */
  sentAt: string;
  body: string;
  /** EventBridge says here why it could not deliver an event. */
  attributes: Readonly<Record<string, string>>;
}

export interface ReceiveOptions {
  most: number;
  /** If we end before giving it back, it comes back by itself after that time. */
  hiddenSeconds: number;
}

/** SQS takes and gives no more at once, in receiving as in batches. */
const atOnce = 10;

const asReceived = (queue: ParkedQueueName, message: Message): ReceivedMessage => ({
  queue,
  messageId: message.MessageId ?? "",
  receiptHandle: message.ReceiptHandle ?? "",
  sentAt: new Date(Number(message.Attributes?.SentTimestamp ?? 0)).toISOString(),
  body: message.Body ?? "",
  attributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue = "" }]) => [name, StringValue]),
  ),
});

export const giveBack = async (
  { sqs, queueUrl }: Connection,
  messages: readonly Pick<ReceivedMessage, "queue" | "receiptHandle">[],
): Promise<void> => {
  const byQueue = Map.groupBy(messages, ({ queue }) => queue);
  const batches = [...byQueue].flatMap(([queue, ofQueue]) =>
    Array.from({ length: Math.ceil(ofQueue.length / atOnce) }, (_, index) => ({
      queue,
      batch: ofQueue.slice(index * atOnce, (index + 1) * atOnce),
    })),
  );
  const show = async ({ queue, batch }: (typeof batches)[number]): Promise<void> => {
    const Entries = batch.map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: await queueUrl(queue), Entries }));
  };
  // What cannot be given back comes back by itself, only later.
  await Promise.allSettled(batches.map(show));
};

/**
 * Answers each message once. The dead-letter queue is FIFO: of what lies there of one session, SQS shows only the first few until
 * those are gone.
 */
export const receiveMessages = async (
  connection: Connection,
  queue: ParkedQueueName,
  { most, hiddenSeconds }: ReceiveOptions,
): Promise<readonly ReceivedMessage[]> => {
  const QueueUrl = await connection.queueUrl(queue);
  const received = new Map<string, ReceivedMessage>();
  const receiveSome = async (): Promise<boolean> => {
    const { Messages = [] } = await connection.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(atOnce, most - received.size),
        VisibilityTimeout: hiddenSeconds,
        WaitTimeSeconds: connection.receiveWaitSeconds,
        MessageSystemAttributeNames: ["SentTimestamp"],
        MessageAttributeNames: ["All"],
      }),
    );
    const before = received.size;
    // Of a message that comes twice, the newest handle is the one that counts.
    for (const message of Messages) received.set(message.MessageId ?? "", asReceived(queue, message));
    // If only known ones come, the first are visible again, and we have seen all there are.
    return received.size > before && received.size < most;
  };
  try {
    while (await receiveSome());
  } catch (error) {
    await giveBack(connection, [...received.values()]);
    throw error;
  }
  return [...received.values()];
};
