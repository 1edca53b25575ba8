// Empties a queue into a function, as Lambda's event source mapping does.
import { availableParallelism } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import {
  DeleteMessageBatchCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { queueArn, region } from "../aws/account.ts";
import type { QueueTrigger } from "../template/read-queues.ts";

const pauseAfterErrorMs = 200;
/** So many ask for messages all the time, as some do on Lambda; more only while each of them finds as many as it can take. */
const usualPolls = 3;
/** Each invocation is a process here: more of them at once than this machine has use for would only slow each other down. */
const mostPolls = Math.max(usualPolls, 2 * availableParallelism());

interface QueueTriggerOptions {
  readonly trigger: QueueTrigger;
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** How far the functions' clock is from that of this machine, which is the one SQS goes by. */
  offsetMs?(): number;
  invoke(functionName: string, event: unknown): Promise<unknown>;
  onError(functionName: string, message: string): void;
}

interface RunningTrigger {
  /** It receives no more from now on; resolves when the invocations that still ran have ended. */
  stop(): Promise<void>;
}

/**
 * Which messages of a batch failed, by the function's answer as Lambda reads it. It is undefined if the answer is none
 * that Lambda understands: then the whole batch has failed.
 */
export const failedMessageIds = (answer: unknown, messageIds: readonly string[]): Set<string> | undefined => {
  const { batchItemFailures = [] } = Object(answer);
  if (batchItemFailures === null) return new Set();
  if (!Array.isArray(batchItemFailures)) return undefined;
  const failed = batchItemFailures.map((failure) => Object(failure).itemIdentifier);
  return failed.every((id) => messageIds.includes(id)) ? new Set(failed) : undefined;
};

const toAttribute = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  dataType: DataType,
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
  stringListValues: [],
  binaryListValues: [],
});

/** What SQS stamps in its own time. */
const stampNames = ["SentTimestamp", "ApproximateFirstReceiveTimestamp"];

/** A message is as old to the function as it is in the queue: what waited for a second must not seem to have waited for the hours of a move. */
const stampedBy = (attributes: Message["Attributes"] = {}, offsetMs: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      stampNames.includes(name) ? String(Number(value) + offsetMs) : value,
    ]),
  );

/** Received messages as a function gets them. */
export const queueEvent = (queueName: string, messages: readonly Message[], offsetMs = 0): object => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: stampedBy(message.Attributes, offsetMs),
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, toAttribute(value)]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn(queueName),
    awsRegion: region,
  })),
});

export const runQueueTrigger = ({
  trigger,
  client,
  queueUrl,
  offsetMs = () => 0,
  invoke,
  onError,
}: QueueTriggerOptions): RunningTrigger => {
  const { functionName, queueName, batchSize, maximumConcurrency, reportsItemFailures } = trigger;
  const stopping = new AbortController();
  const { signal } = stopping;

  const receive = async (waitSeconds: number): Promise<Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
      { abortSignal: signal },
    );
    return Messages;
  };

  /** Messages that it does not answer become visible again when their time is up. */
  const done = async (messages: readonly Message[]): Promise<readonly Message[]> => {
    const answer = await invoke(functionName, queueEvent(queueName, messages, offsetMs()));
    if (!reportsItemFailures) return messages;
    const failed = failedMessageIds(
      answer,
      messages.map(({ MessageId = "" }) => MessageId),
    );
    if (!failed) throw new Error(`the whole batch failed: ${JSON.stringify(answer)} does not name messages of it`);
    return messages.filter(({ MessageId = "" }) => !failed.has(MessageId));
  };

  const remove = async (messages: readonly Message[]): Promise<void> => {
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    if (Entries.length === 0) return;
    const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    for (const { Code } of Failed) onError(functionName, `a message was not deleted: ${Code}`);
  };

  const polls = new Set<Promise<void>>();
  const begin = (isExtra: boolean): void => {
    const ended = poll(isExtra).finally(() => polls.delete(ended));
    polls.add(ended);
  };

  /** One that is extra ends as soon as nothing is there. */
  const poll = async (isExtra: boolean): Promise<void> => {
    while (!signal.aborted) {
      try {
        const messages = await receive(isExtra ? 0 : 20);
        if (messages.length === batchSize && polls.size < Math.min(maximumConcurrency, mostPolls)) begin(true);
        if (messages.length > 0) await remove(await done(messages));
        else if (isExtra) return;
      } catch (error) {
        if (signal.aborted) return;
        onError(functionName, String(error));
        await delay(pauseAfterErrorMs, undefined, { signal }).catch(() => {});
      }
    }
  };

  for (let poll = 0; poll < Math.min(usualPolls, maximumConcurrency); poll += 1) begin(false);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(polls);
    },
  };
};
