// The queues of the template.
import * as z from "zod/mini";
import { type PackagedResources, reference } from "./packaged-resources.ts";

export interface QueueDefinition {
  readonly name: string;
  /** As CreateQueue takes them, but for the redrive policy. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly redrive: { readonly deadLetterQueue: string; readonly maxReceiveCount: number } | undefined;
}

const queueShape = z.strictObject({
  QueueName: z.string(),
  FifoQueue: z.optional(z.boolean()),
  ContentBasedDeduplication: z.optional(z.boolean()),
  DeduplicationScope: z.optional(z.string()),
  FifoThroughputLimit: z.optional(z.string()),
  VisibilityTimeout: z.optional(z.number()),
  MessageRetentionPeriod: z.optional(z.number()),
  MaximumMessageSize: z.optional(z.number()),
  SqsManagedSseEnabled: z.optional(z.boolean()),
  RedrivePolicy: z.optional(z.strictObject({ deadLetterTargetArn: reference, maxReceiveCount: z.number() })),
});

/** By logical id. */
export const readQueues = (resources: PackagedResources): Map<string, QueueDefinition> => {
  const queues = resources.ofType("AWS::SQS::Queue", queueShape);
  const nameOf = (id: string): string => {
    const queue = queues.get(id);
    if (!queue) throw new Error(`${id} is not a queue of the template`);
    return queue.QueueName;
  };
  return new Map(
    [...queues].map(([id, { QueueName, RedrivePolicy, ...attributes }]) => [
      id,
      {
        name: QueueName,
        attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)])),
        redrive: RedrivePolicy && {
          deadLetterQueue: nameOf(RedrivePolicy.deadLetterTargetArn),
          maxReceiveCount: RedrivePolicy.maxReceiveCount,
        },
      },
    ]),
  );
};
