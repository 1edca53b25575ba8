// Makes the queues of the template; those of an earlier start keep their messages and get today's settings.
import { CreateQueueCommand, QueueDoesNotExist, SetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { QueueDefinition } from "../template/read-queues.ts";
import { queueArn, queueUrl } from "./aws-names.ts";

export interface QueueCreation {
  readonly client: SQSClient;
  readonly endpoint: string;
  readonly queues: readonly QueueDefinition[];
  /** Instead of what the template says, for queues that a function empties. */
  readonly visibilitySeconds?: number | undefined;
}

/** The others are fixed once a queue is there. */
const changeable = ["VisibilityTimeout", "MessageRetentionPeriod", "MaximumMessageSize", "RedrivePolicy"];

const redriveOf = ({ redrive }: QueueDefinition): Record<string, string> =>
  redrive
    ? {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: queueArn(redrive.deadLetterQueue),
          maxReceiveCount: redrive.maxReceiveCount,
        }),
      }
    : {};

export const createQueues = async ({ client, endpoint, queues, visibilitySeconds }: QueueCreation): Promise<void> => {
  const create = async (queue: QueueDefinition): Promise<void> => {
    const attributes: Record<string, string> = {
      ...queue.attributes,
      ...redriveOf(queue),
      ...(visibilitySeconds !== undefined && queue.redrive && { VisibilityTimeout: String(visibilitySeconds) }),
    };
    const changes = Object.fromEntries(Object.entries(attributes).filter(([name]) => changeable.includes(name)));
    try {
      await client.send(
        new SetQueueAttributesCommand({ QueueUrl: queueUrl(endpoint, queue.name), Attributes: changes }),
      );
    } catch (error) {
      if (!(error instanceof QueueDoesNotExist)) throw error;
      await client.send(new CreateQueueCommand({ QueueName: queue.name, Attributes: attributes }));
    }
  };
  // Dead-letter queues first: a redrive policy must find its own.
  await Promise.all(queues.filter(({ redrive }) => !redrive).map(create));
  await Promise.all(queues.filter(({ redrive }) => redrive).map(create));
};
