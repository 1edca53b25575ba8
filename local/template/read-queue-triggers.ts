// Which queues of the template call which functions: what Lambda calls event source mappings.
import * as z from "zod/mini";
import { type PackagedResources, reference } from "./packaged-resources.ts";

export interface QueueTrigger {
  readonly queueName: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  /** If not, one failure fails the whole batch. */
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
