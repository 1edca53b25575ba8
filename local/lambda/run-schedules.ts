// Calls functions by the clock.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { accountId, region, ruleArn } from "../aws/account.ts";
import type { ScheduleRule } from "../template/read-rules.ts";
import type { BusEvent } from "./event-bus.ts";
import type { InvokeAsynchronously } from "./invoke-asynchronously.ts";

/** A timer cannot be set for longer than 24 days. */
const longestSleepMs = 24 * 60 * 60 * 1_000;

/** What EventBridge hands to a function that it calls by the clock. `dueAt` is in milliseconds since 1970. */
export const scheduledEvent = ({ name, input }: ScheduleRule, dueAt: number): unknown => {
  if (input !== undefined) return input;
  const event: BusEvent = {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: accountId,
    time: new Date(dueAt).toISOString().replace(/\.\d+/, ""),
    region,
    resources: [ruleArn(name)],
    detail: {},
  };
  return event;
};

/** Resolves when `signal` ends them. A call that is still running does not hold up the next one, as on AWS. */
export const runSchedules = async (
  schedules: readonly ScheduleRule[],
  invoke: InvokeAsynchronously,
  signal: AbortSignal,
): Promise<void> => {
  const sleepUntil = async (time: number): Promise<void> => {
    while (!signal.aborted && Date.now() < time)
      await delay(Math.min(time - Date.now(), longestSleepMs), undefined, { signal }).catch(() => {});
  };
  const run = async (rule: ScheduleRule): Promise<void> => {
    let dueAt = Date.now();
    while (!signal.aborted) {
      // After the machine has slept, what was missed is not caught up on.
      dueAt = Math.max(dueAt, Date.now() - 1_000) + rule.periodMs;
      await sleepUntil(dueAt);
      if (!signal.aborted) void invoke(rule.functionName, scheduledEvent(rule, dueAt));
    }
  };
  await Promise.all(schedules.map(run));
};
