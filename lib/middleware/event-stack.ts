// For functions that EventBridge invokes: what they throw is logged once, and thrown on, so that it is repeated.
import middy, { type MiddlewareObj } from "@middy/core";
import type { Context } from "aws-lambda";
import { cutDeep, deepestEnclosed } from "../core/json-depth.ts";
import type { Clock } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log } from "../runtime/log.ts";
import type { Meter } from "../runtime/meter.ts";
import { writeMetrics } from "./write-metrics.ts";

type EventHandler = (event: unknown, context: Context) => Promise<void>;

const failureLog = (log: Log): MiddlewareObj => ({
  // Not as an expression: Middy takes what a middleware returns for the answer, and the failure for done with.
  onError: ({ error, context }) => {
    log.error("event retried later", { invocationId: context.awsRequestId, ...faultFields(toFault(error)) });
  },
});

/** What a function has to know about the call it works in. */
export interface Invocation {
  id: string;
  /** Epoch milliseconds by which it has to be done. */
  endBy: number;
}

/** This much is kept for what has to be recorded after the last call. */
const finishMs = 2_000;

export const eventStack = (
  { clock, log, meter }: { clock: Pick<Clock, "now">; log: Log; meter: Meter },
  work: (event: unknown, invocation: Invocation) => Promise<void>,
): EventHandler =>
  middy({ timeoutEarlyInMillis: 0 })
    .use(writeMetrics(meter))
    .use(failureLog(log))
    .handler(async (event: unknown, context: Context) =>
      // Lambda has read the event: what is too deep to be walked could not even be parked.
      work(cutDeep(event, deepestEnclosed), {
        id: context.awsRequestId,
        endBy: clock.now() + context.getRemainingTimeInMillis() - finishMs,
      }),
    ) as unknown as EventHandler;
