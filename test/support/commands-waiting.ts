// How many messages the queue of commands holds, those being worked on included.
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Stack } from "../../local/stack.ts";

export const commandsWaiting = async ({ aws, queues }: Stack): Promise<number> => {
  const client = new SQSClient({ ...aws.sqs, maxAttempts: 10 });
  const command = new GetQueueAttributesCommand({
    QueueUrl: queues.Commands,
    AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
  });
  const { Attributes = {} } = await client.send(command);
  client.destroy();
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
};
