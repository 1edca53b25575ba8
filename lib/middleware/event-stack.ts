// For functions that EventBridge invokes: what they throw is logged once, and thrown on, so that it is repeated.
import middy, { type MiddlewareObj } from "@middy/core";
import type { Context } from "aws-lambda";
import { toFault } from "../error-body.ts";
import type { Log } from "../log.ts";
import { faultFields } from "../log-fault.ts";

export type EventHandler = (event: unknown, context: Context) => Promise<void>;

const failureLog = (log: Log): MiddlewareObj => ({
  onError: ({ error, context }) =>
    log.error("event handed back", { invocationId: context.awsRequestId, ...faultFields(toFault(error)) }),
});

export const eventStack = ({ log }: { log: Log }, work: (event: unknown) => Promise<void>): EventHandler =>
  middy({ timeoutEarlyInMillis: 0 })
    .use(failureLog(log))
    .handler(async (event: unknown) => work(event)) as unknown as EventHandler;
