// Counts what lies in a queue, as far as SQS says: its counts are approximate, and late by up to a minute.
import { GetQueueAttributesCommand, QueueDoesNotExist } from "@aws-sdk/client-sqs";
import { type Connection, QueueMissing, type QueueName } from "../connection.ts";

interface QueueDepth {
  waiting: number;
  /** Somebody received these, and neither deleted nor gave them back yet. */
  hidden: number;
}

export const queueDepth = async ({ sqs, queueUrl }: Connection, queue: QueueName): Promise<QueueDepth> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: await queueUrl(queue),
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes;
  return { waiting: Number(waiting ?? 0), hidden: Number(hidden ?? 0) };
};

/** Answers undefined for a queue that is not there. */
export const depthIfThere = (connection: Connection, queue: QueueName): Promise<QueueDepth | undefined> =>
  queueDepth(connection, queue).catch((error: unknown) => {
    if (error instanceof QueueMissing || error instanceof QueueDoesNotExist) return undefined;
    throw error;
  });
