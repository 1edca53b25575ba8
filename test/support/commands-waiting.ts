// How many messages a queue holds, those being worked on included.
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Stack } from "../../local/stack.ts";

/** By its logical id. */
export const messagesWaiting = async ({ aws, queues }: Stack, queueId: string): Promise<number> => {
  const client = new SQSClient({ ...aws.sqs, maxAttempts: 10 });
  const command = new GetQueueAttributesCommand({
    QueueUrl: queues[queueId],
    AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
  });
  const { Attributes = {} } = await client.send(command);
  client.destroy();
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
};

export const commandsWaiting = (stack: Stack): Promise<number> => messagesWaiting(stack, "Commands");
