// Turns an SQS event into messages of ours, and what has to come again into a partial batch failure.
import middy, { type MiddlewareObj } from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Clock, TimeBox } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log } from "../runtime/log.ts";
import type { Meter } from "../runtime/meter.ts";
import { writeMetrics } from "./write-metrics.ts";

/** One message of the queue, as its worker sees it. */
export interface QueueMessage {
  messageId: string;
  receiptHandle: string;
  body: string;
  groupId: string;
  sentAtMs: number;
  receiveCount: number;
}

/** One delivery of a message to a worker: the time it has, and who it is for the claims and leases it takes. */
export interface MessageAttempt {
  message: QueueMessage;
  timeBox: TimeBox;
  owner: string;
}

type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

type WorkBatch = (
  messages: readonly QueueMessage[],
  timeBox: TimeBox,
  invocationId: string,
) => Promise<readonly string[]>;

interface AcceptedBatch {
  messages: readonly QueueMessage[];
  timeBox: TimeBox;
}

/** A command may wait 20 s for its token and then make some calls, so it is not started with less than this left. */
const lastStartMs = 30_000;
const finishMs = 2_000;

const messageOf = ({ messageId, receiptHandle, body, attributes }: SQSRecord): QueueMessage => ({
  messageId,
  receiptHandle,
  body,
  groupId: attributes.MessageGroupId ?? messageId,
  sentAtMs: Number(attributes.SentTimestamp),
  receiveCount: Number(attributes.ApproximateReceiveCount),
});

const acceptQueue = (clock: Clock): MiddlewareObj => ({
  before: (request) => {
    const { Records } = request.event as SQSEvent;
    const endBy = clock.now() + request.context.getRemainingTimeInMillis() - finishMs;
    const accepted: AcceptedBatch = {
      messages: Records.map(messageOf),
      timeBox: { startBy: endBy - lastStartMs, endBy },
    };
    // The Middy boundary: from here on the event is ours.
    (request as { event: unknown }).event = accepted;
  },
});

/** An invocation that throws brings every message back, which is logged once, here. */
const failureLog = (log: Log): MiddlewareObj => ({
  // Not as an expression: Middy takes what a middleware returns for the answer, and the failure for done with.
  onError: ({ error }) => {
    log.error("batch retried later", faultFields(toFault(error)));
  },
});

export const queueStack = (
  { clock, log, meter }: { clock: Clock; log: Log; meter: Meter },
  work: WorkBatch,
): QueueHandler =>
  middy({ timeoutEarlyInMillis: 0 })
    .use(writeMetrics(meter))
    .use(failureLog(log))
    .use(acceptQueue(clock))
    .handler(async (event: unknown, context: Context): Promise<SQSBatchResponse> => {
      const { messages, timeBox } = event as AcceptedBatch;
      const failed = await work(messages, timeBox, context.awsRequestId);
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    }) as unknown as QueueHandler;
