// Reads the queues of the template, and which functions they call: what Lambda calls event source mappings.
import * as z from "zod/mini";
import { type PackagedResources, reference } from "./packaged-resources.ts";

export interface QueueDefinition {
  readonly name: string;
  /** The attributes as CreateQueue takes them, but for the redrive policy. */
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

/** The queues by logical id. */
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

export interface QueueTrigger {
  readonly queueName: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  /** If it does not, one failure fails the whole batch. */
  readonly reportsItemFailures: boolean;
}

const mappingShape = z.strictObject({
  EventSourceArn: reference,
  FunctionName: reference,
  Enabled: z.literal(true),
  BatchSize: z.number().check(z.lte(10, "must be at most 10: more than that is not gathered here")),
  FunctionResponseTypes: z.optional(z.array(z.literal("ReportBatchItemFailures"))),
  ScalingConfig: z.optional(z.strictObject({ MaximumConcurrency: z.number() })),
});

/** Lambda itself begins with five pollers; two are enough for one machine. */
const usualConcurrency = 2;

/** Both maps are by logical id. */
export const readQueueTriggers = (
  resources: PackagedResources,
  queueNames: ReadonlyMap<string, string>,
  functionNames: ReadonlyMap<string, string>,
): QueueTrigger[] =>
  [...resources.ofType("AWS::Lambda::EventSourceMapping", mappingShape)].map(([id, mapping]) => {
    const queueName = queueNames.get(mapping.EventSourceArn);
    const functionName = functionNames.get(mapping.FunctionName);
    if (!queueName || !functionName) throw new Error(`${id} must lead from a queue to a function of the template`);
    return {
      queueName,
      functionName,
      batchSize: mapping.BatchSize,
      maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? usualConcurrency,
      reportsItemFailures: mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    };
  });
