// Reads the template's EventBridge rules: those that wait for events, and those that follow the clock.
import * as z from "zod/mini";
import { compilePattern, type EventTest } from "./compile-pattern.ts";
import { type PackagedResources, reference } from "./packaged-resources.ts";

/** It leads to a function, or to a queue that holds the event as EventBridge would have handed it to a function. */
export type EventRule = { readonly bus: string; readonly matches: EventTest } & (
  | { readonly functionName: string; readonly queueName?: undefined }
  | { readonly queueName: string; readonly functionName?: undefined }
);

export interface ScheduleRule {
  readonly name: string;
  readonly periodMs: number;
  readonly functionName: string;
  /** What the function gets instead of EventBridge's own event. */
  readonly input: unknown;
}

const ruleShape = z.strictObject({
  Name: z.optional(z.string()),
  Description: z.optional(z.string()),
  State: z.literal("ENABLED"),
  EventBusName: z.optional(reference),
  EventPattern: z.optional(z.record(z.string(), z.unknown())),
  ScheduleExpression: z.optional(z.string()),
  Targets: z.tuple([
    z.strictObject({
      Arn: reference,
      Id: z.string(),
      Input: z.optional(z.string()),
      // Both are for a target that cannot even be reached, which does not happen here.
      RetryPolicy: z.optional(z.unknown()),
      DeadLetterConfig: z.optional(z.unknown()),
    }),
  ]),
});

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 60 * 60_000, day: 24 * 60 * 60_000 };

/** Every schedule of serverless.yml is a rate, so EventBridge's cron expressions are refused instead of half understood. */
const parseRate = (expression: string): number => {
  const [, amount = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const periodMs = Number(amount) * (unitMs[unit] ?? 0);
  if (periodMs === 0)
    throw new Error(`${expression} is not a schedule that is known here: write a rate, such as rate(5 minutes)`);
  return periodMs;
};

interface Rules {
  readonly events: readonly EventRule[];
  readonly schedules: readonly ScheduleRule[];
}

interface RuleSurroundings {
  readonly busNames: ReadonlyMap<string, string>;
  readonly functionNames: ReadonlyMap<string, string>;
  readonly queueNames: ReadonlyMap<string, string>;
}

/** The maps are by logical id. */
export const readRules = (
  resources: PackagedResources,
  { busNames, functionNames, queueNames }: RuleSurroundings,
): Rules => {
  const events: EventRule[] = [];
  const schedules: ScheduleRule[] = [];
  for (const [id, rule] of resources.ofType("AWS::Events::Rule", ruleShape)) {
    const [target] = rule.Targets;
    const functionName = functionNames.get(target.Arn);
    const queueName = queueNames.get(target.Arn);
    if (!functionName && !queueName) throw new Error(`${id} leads to no function and no queue of the template`);
    try {
      if (rule.EventPattern) {
        const bus = rule.EventBusName === undefined ? "default" : busNames.get(rule.EventBusName);
        if (!bus) throw new Error(`${rule.EventBusName} is not a bus of the template`);
        const matches = compilePattern(rule.EventPattern);
        if (functionName) events.push({ bus, matches, functionName });
        else if (queueName) events.push({ bus, matches, queueName });
      }
      if (rule.ScheduleExpression !== undefined) {
        if (!functionName)
          throw new Error("its schedule leads to a queue: only functions are called by the clock here");
        const input: unknown = target.Input === undefined ? undefined : JSON.parse(target.Input);
        schedules.push({ name: rule.Name ?? id, periodMs: parseRate(rule.ScheduleExpression), functionName, input });
      }
    } catch (error) {
      throw new Error(`${id} cannot be run locally: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { events, schedules };
};
