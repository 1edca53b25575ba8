// Reads the wiring from the packaged CloudFormation template, so that what runs here is what deploys.
import { join } from "node:path";
import * as z from "zod/mini";
import { queueUrl } from "../aws/account.ts";
import { readOutput, readResources } from "./packaged-resources.ts";
import { type FunctionDefinition, readFunctions } from "./read-functions.ts";
import { type QueueDefinition, type QueueTrigger, readQueues, readQueueTriggers } from "./read-queues.ts";
import { type Route, readRoutes } from "./read-routes.ts";
import { type EventRule, readRules, type ScheduleRule } from "./read-rules.ts";
import { readTables, type TableDefinition } from "./read-tables.ts";

export interface Template {
  readonly functions: readonly FunctionDefinition[];
  readonly routes: readonly Route[];
  /** Queues are by logical id, as are tables and buses. */
  readonly queues: ReadonlyMap<string, QueueDefinition>;
  readonly tables: ReadonlyMap<string, TableDefinition>;
  /** The names of the buses. */
  readonly buses: ReadonlyMap<string, string>;
  readonly queueTriggers: readonly QueueTrigger[];
  readonly eventRules: readonly EventRule[];
  readonly schedules: readonly ScheduleRule[];
  /** From what it was built, as the stack says of itself; undefined for what an earlier version packaged. */
  readonly build: string | undefined;
}

const busShape = z.strictObject({ Name: z.string() });

const mapValues = <Value, Result>(
  map: ReadonlyMap<string, Value>,
  convert: (value: Value) => Result,
): Map<string, Result> => new Map([...map].map(([id, value]) => [id, convert(value)]));

/**
 * `packageDir` is what `osls package` wrote: the template with the zips beside it. `sqsEndpoint` is where its
 * queues will be, for a function knows a queue by its URL.
 */
export const readTemplate = (packageDir: string, sqsEndpoint: string): Template => {
  const file = join(packageDir, "cloudformation-template-update-stack.json");
  const resources = readResources(file);
  const queues = readQueues(resources);
  const tables = readTables(resources);
  const buses = mapValues(resources.ofType("AWS::Events::EventBus", busShape), ({ Name }) => Name);

  const queueNames = mapValues(queues, ({ name }) => name);
  const refs = new Map([
    ...mapValues(queues, ({ name }) => queueUrl(sqsEndpoint, name)),
    ...mapValues(tables, ({ TableName }) => TableName),
    ...buses,
  ]);
  const functions = readFunctions(resources, { packageDir, refs, queueNames });
  const functionNames = mapValues(functions, ({ name }) => name);
  const rules = readRules(resources, { busNames: buses, functionNames, queueNames });

  return {
    functions: [...functions.values()],
    routes: readRoutes(resources, functionNames),
    queues,
    tables,
    buses,
    queueTriggers: readQueueTriggers(resources, queueNames, functionNames),
    eventRules: rules.events,
    schedules: rules.schedules,
    build: readOutput(file, "Build"),
  };
};
