// What EventBridge hands to a function that it calls by the clock.
import { randomUUID } from "node:crypto";
import { accountId, region, ruleArn } from "../aws/aws-names.ts";
import type { ScheduleRule } from "../template/read-rules.ts";
import type { BusEvent } from "./bus-event.ts";

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
