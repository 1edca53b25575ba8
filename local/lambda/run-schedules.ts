// Calls functions by the clock, also by one that is moved: what was due in the time that was passed over is called for once.
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

/** What a move of the clock meant for one function. */
export interface PassedOver {
  readonly functionName: string;
  /** How often it was due in that time. */
  readonly times: number;
}

export interface Schedules {
  /** Is called when the clock was moved. Resolves when what was due then has run, which is once for each rule. */
  clockMoved(): Promise<readonly PassedOver[]>;
  /** Resolves when `signal` has ended them. */
  readonly ended: Promise<void>;
}

/** A call that is still running does not hold up the next one, as on AWS. */
export const runSchedules = (
  schedules: readonly ScheduleRule[],
  invoke: InvokeAsynchronously,
  signal: AbortSignal,
  now: () => number = Date.now,
): Schedules => {
  const runOne = (rule: ScheduleRule) => {
    let dueAt = now() + rule.periodMs;
    let woken = new AbortController();

    const sleep = async (): Promise<void> => {
      const either = AbortSignal.any([signal, woken.signal]);
      const sleepMs = Math.min(dueAt - now(), longestSleepMs);
      await delay(sleepMs, undefined, { signal: either }).catch(() => {});
    };

    /** After the machine has slept, what was missed is not caught up on. */
    const callIfDue = (): { times: number; called: Promise<unknown> } | undefined => {
      if (signal.aborted || now() < dueAt) return undefined;
      const missed = Math.floor((now() - dueAt) / rule.periodMs);
      dueAt += missed * rule.periodMs;
      const called = invoke(rule.functionName, scheduledEvent(rule, dueAt));
      dueAt += rule.periodMs;
      return { times: missed + 1, called };
    };

    const run = async (): Promise<void> => {
      while (!signal.aborted) {
        await sleep();
        callIfDue();
      }
    };

    const clockMoved = async (): Promise<PassedOver> => {
      // A clock that goes back must not leave the rule waiting for the time that it came from.
      dueAt = Math.min(dueAt, now() + rule.periodMs);
      const due = callIfDue();
      woken.abort();
      woken = new AbortController();
      await due?.called;
      return { functionName: rule.functionName, times: due?.times ?? 0 };
    };

    return { ended: run(), clockMoved };
  };

  const running = schedules.map(runOne);
  return {
    clockMoved: () => Promise.all(running.map((each) => each.clockMoved())),
    ended: Promise.all(running.map((each) => each.ended)).then(() => {}),
  };
};
