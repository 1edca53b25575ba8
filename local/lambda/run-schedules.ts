// Calls functions by the clock.
import { setTimeout as delay } from "node:timers/promises";
import type { ScheduleRule } from "../template/read-rules.ts";
import type { InvokeAsynchronously } from "./invoke-asynchronously.ts";
import { scheduledEvent } from "./scheduled-event.ts";

/** A timer cannot be set for longer than 24 days. */
const longestSleepMs = 24 * 60 * 60 * 1_000;

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
      dueAt = rule.next(Math.max(dueAt, Date.now() - 1_000));
      await sleepUntil(dueAt);
      if (!signal.aborted) void invoke(rule.functionName, scheduledEvent(rule, dueAt));
    }
  };
  await Promise.all(schedules.map(run));
};
