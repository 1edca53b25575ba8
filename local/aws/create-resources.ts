// Makes the queues and tables of the template. Those of an earlier start keep what is in them; queues get today's settings.
import { setTimeout as delay } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import { CreateQueueCommand, QueueDoesNotExist, SetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { QueueDefinition } from "../template/read-queues.ts";
import type { TableDefinition } from "../template/read-tables.ts";
import { queueArn, queueUrl } from "./account.ts";

interface QueueCreation {
  readonly client: SQSClient;
  readonly endpoint: string;
  readonly queues: readonly QueueDefinition[];
  /** It replaces what the template says, for queues that a function empties. */
  readonly visibilitySeconds?: number | undefined;
}

/** The other attributes are fixed once a queue is there. */
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
  // Dead-letter queues come first, because a redrive policy must find its own.
  await Promise.all(queues.filter(({ redrive }) => !redrive).map(create));
  await Promise.all(queues.filter(({ redrive }) => redrive).map(create));
};

const indexNames = (indexes: readonly { IndexName?: string | undefined }[] = []): string =>
  indexes
    .map(({ IndexName }) => IndexName)
    .sort()
    .join(", ");

export const createTable = async (client: DynamoDBClient, definition: TableDefinition): Promise<void> => {
  const { TableName, GlobalSecondaryIndexes, ...rest } = definition;
  try {
    await client.send(
      new CreateTableCommand({ ...rest, TableName, ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }) }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (indexNames(Table?.GlobalSecondaryIndexes) !== indexNames(GlobalSecondaryIndexes))
      throw new Error(`the table ${TableName} was made with other indexes: start with an empty DATA_DIR`);
    if (Table?.TableStatus === "ACTIVE") return;
    await delay(5);
  }
};
