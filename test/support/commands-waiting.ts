// How many messages a queue holds, those being worked on included; of commands unless another is named.
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Stack } from "../../local/stack.ts";

export const commandsWaiting = async ({ aws, queues }: Stack, queue = "Commands"): Promise<number> => {
  const client = new SQSClient({ ...aws.sqs, maxAttempts: 10 });
  const command = new GetQueueAttributesCommand({
    QueueUrl: queues[queue],
    AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
  });
  const { Attributes = {} } = await client.send(command);
  client.destroy();
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
};
