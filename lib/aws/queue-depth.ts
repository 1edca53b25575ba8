// Counts what waits in a queue, as far as SQS says: its counts are approximate, and late by up to a minute.
import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { faults } from "../core/faults.ts";
import { throwAs } from "./aws-call.ts";

/** Throws QUEUE_UNAVAILABLE. */
export const queueDepth = (client: Pick<SQSClient, "send">, QueueUrl: string) => async (): Promise<number> => {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] });
  const { Attributes = {} } = await client.send(command).catch(throwAs(faults.queueUnavailable));
  return Number(Attributes.ApproximateNumberOfMessages ?? 0);
};
