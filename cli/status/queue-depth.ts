// Counts what lies in a queue, as far as SQS says: its counts are approximate, and late by up to a minute.
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Connection, QueueName } from "../connection.ts";

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
