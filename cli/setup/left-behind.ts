// Finds what an earlier stack of the stage left behind: under its fixed names a new one cannot be made.
import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from "@aws-sdk/client-sqs";
import { awsTimes } from "../aws-times.ts";
import { type StagePlace, stageName } from "../stage-stack.ts";

/** Both survive a removal, since they hold what was not done yet. */
export const keptQueues = ["parked", "commands-dead.fifo"] as const;

export interface KeptPart {
  readonly kind: "table" | "queue";
  readonly name: string;
  /** Of a queue. */
  readonly url?: string;
}

const tableAt = async (client: DynamoDBClient, name: string): Promise<KeptPart[]> => {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return [{ kind: "table", name }];
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
};

const queueAt = async (client: SQSClient, name: string): Promise<KeptPart[]> => {
  try {
    const { QueueUrl: url = "" } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    return [{ kind: "queue", name, url }];
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return [];
    throw error;
  }
};

export const findKeptParts = async (place: StagePlace): Promise<readonly KeptPart[]> => {
  const name = stageName(place);
  const options = { ...awsTimes, region: place.region };
  const dynamo = new DynamoDBClient(options);
  const sqs = new SQSClient({ ...options, useQueueUrlAsEndpoint: false });
  try {
    const queues = keptQueues.map((queue) => queueAt(sqs, `${name}-${queue}`));
    return (await Promise.all([tableAt(dynamo, name), ...queues])).flat();
  } finally {
    dynamo.destroy();
    sqs.destroy();
  }
};
