// Reads the template's EventBridge rules: those that wait for events, and those that follow the clock.
import * as z from "zod/mini";
import { compilePattern, type EventTest } from "./compile-pattern.ts";
import { type PackagedResources, reference } from "./packaged-resources.ts";

export interface EventRule {
  readonly bus: string;
  readonly matches: EventTest;
  readonly functionName: string;
}

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
      // Both are for a function that cannot even be called, which does not happen here.
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

/** Both maps are by logical id. */
export const readRules = (
  resources: PackagedResources,
  busNames: ReadonlyMap<string, string>,
  functionNames: ReadonlyMap<string, string>,
): Rules => {
  const events: EventRule[] = [];
  const schedules: ScheduleRule[] = [];
  for (const [id, rule] of resources.ofType("AWS::Events::Rule", ruleShape)) {
    const [target] = rule.Targets;
    const functionName = functionNames.get(target.Arn);
    if (!functionName) throw new Error(`${id} leads to no function of the template`);
    try {
      if (rule.EventPattern) {
        const bus = rule.EventBusName === undefined ? "default" : busNames.get(rule.EventBusName);
        if (!bus) throw new Error(`${rule.EventBusName} is not a bus of the template`);
        events.push({ bus, matches: compilePattern(rule.EventPattern), functionName });
      }
      if (rule.ScheduleExpression !== undefined) {
        const input: unknown = target.Input === undefined ? undefined : JSON.parse(target.Input);
        schedules.push({ name: rule.Name ?? id, periodMs: parseRate(rule.ScheduleExpression), functionName, input });
      }
    } catch (error) {
      throw new Error(`${id} cannot be run locally: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { events, schedules };
};
