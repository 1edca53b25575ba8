// Reads the functions of the template.
import { basename, join } from "node:path";
import * as z from "zod/mini";
import { type PackagedResources, reference } from "./packaged-resources.ts";

export interface FunctionDefinition {
  /** Its key in serverless.yml, which is also the name of its zip and of its file in functions/. */
  readonly name: string;
  readonly deployedName: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly zipFile: string;
  readonly whenAsynchronous: AsynchronousLimits;
}

interface AsynchronousLimits {
  readonly retries: number;
  /** An event that is older than this is not tried any more. */
  readonly maximumAgeSeconds: number;
  /** The queue that gets what failed every time. */
  readonly failureQueue: string | undefined;
}

const functionShape = z.object({
  Code: z.object({ S3Key: z.string() }),
  FunctionName: z.string(),
  Handler: z.string(),
  Runtime: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.optional(
    z.object({
      Variables: z.record(
        z.string(),
        z.union([z.string(), z.strictObject({ Ref: z.string() })], "must be plain text or the Ref of a resource"),
      ),
    }),
  ),
});

const asynchronousShape = z.strictObject({
  FunctionName: reference,
  Qualifier: z.literal("$LATEST"),
  MaximumEventAgeInSeconds: z.optional(z.number()),
  MaximumRetryAttempts: z.optional(z.number()),
  DestinationConfig: z.optional(z.strictObject({ OnFailure: z.optional(z.strictObject({ Destination: reference })) })),
});

/** What Lambda does unless the template says otherwise. */
const usualRetries = 2;
const usualMaximumAgeSeconds = 6 * 60 * 60;

interface FunctionSurroundings {
  readonly packageDir: string;
  /** What `!Ref` of a resource is in an environment variable. */
  readonly refs: ReadonlyMap<string, string>;
  /** The names of the queues, by logical id. */
  readonly queueNames: ReadonlyMap<string, string>;
}

/** The functions by logical id. */
export const readFunctions = (
  resources: PackagedResources,
  { packageDir, refs, queueNames }: FunctionSurroundings,
): Map<string, FunctionDefinition> => {
  const asynchronous = [...resources.ofType("AWS::Lambda::EventInvokeConfig", asynchronousShape).values()];

  const limitsOf = (id: string): AsynchronousLimits => {
    const config = asynchronous.find(({ FunctionName }) => FunctionName === id);
    const destination = config?.DestinationConfig?.OnFailure?.Destination;
    const failureQueue = destination && queueNames.get(destination);
    if (destination && !failureQueue)
      throw new Error(`${id} sends its failures to ${destination}, which is not a queue of the template`);
    return {
      retries: config?.MaximumRetryAttempts ?? usualRetries,
      maximumAgeSeconds: config?.MaximumEventAgeInSeconds ?? usualMaximumAgeSeconds,
      failureQueue,
    };
  };

  const resolve = (variable: string, value: string | { Ref: string }): string => {
    if (typeof value === "string") return value;
    const resolved = refs.get(value.Ref);
    if (resolved === undefined) throw new Error(`${variable} refers to ${value.Ref}, which is no queue, table or bus`);
    return resolved;
  };

  return new Map(
    [...resources.ofType("AWS::Lambda::Function", functionShape)].map(([id, properties]) => {
      const zip = basename(properties.Code.S3Key);
      const variables = Object.entries(properties.Environment?.Variables ?? {});
      const environment = Object.fromEntries(
        variables.map(([name, value]) => [name, resolve(`${id}: the variable ${name}`, value)]),
      );
      return [
        id,
        {
          name: basename(zip, ".zip"),
          deployedName: properties.FunctionName,
          handler: properties.Handler,
          runtime: properties.Runtime,
          timeoutSeconds: properties.Timeout,
          memoryMb: properties.MemorySize,
          environment,
          zipFile: join(packageDir, zip),
          whenAsynchronous: limitsOf(id),
        },
      ];
    }),
  );
};
