// What was given up on, taken out of the reach of everybody else.
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Parked } from "../../lib/aws/queue.ts";
import type { Stack } from "../../local/stack.ts";

export const readParked = async ({ aws, queues }: Stack): Promise<Parked[]> => {
  const client = new SQSClient(aws.sqs);
  const receive = { QueueUrl: queues.Parked, MaxNumberOfMessages: 10, VisibilityTimeout: 600 };
  const parked: Parked[] = [];
  try {
    for (;;) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(receive));
      if (Messages.length === 0) return parked;
      parked.push(...Messages.map(({ Body = "" }) => JSON.parse(Body) as Parked));
    }
  } finally {
    client.destroy();
  }
};
