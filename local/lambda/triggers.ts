// Starts what calls functions, apart from HTTP: queues, events and the clock, wired as the template says.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type AwsAccess, clientOptionsAt, queueUrl } from "../aws/account.ts";
import { createQueues, createTable } from "../aws/create-resources.ts";
import type { AcceptedEvent } from "../aws/events-endpoint.ts";
import { wallNow } from "../move-date.ts";
import type { EventRule } from "../template/read-rules.ts";
import type { Template } from "../template/template.ts";
import type { BusEvent } from "./event-bus.ts";
import { eventBus } from "./event-bus.ts";
import { asynchronousInvocations } from "./invoke-asynchronously.ts";
import type { Lambda } from "./lambda.ts";
import { runQueueTrigger } from "./run-queue-trigger.ts";
import { type PassedOver, runSchedules } from "./run-schedules.ts";

interface TriggerOptions {
  readonly template: Template;
  readonly lambda: Lambda;
  readonly aws: AwsAccess;
  /** Where the queues are, past the faults: AWS itself does not take the functions' way to a message. */
  readonly sqsEndpoint: string;
  readonly visibilitySeconds: number | undefined;
  readonly schedules: boolean;
  readonly retryPauseMs: number;
  /** How far the functions' clock is from that of this machine. */
  offsetMs(): number;
  /** Called when no rule has anything left to do with an event. */
  confirm(eventId: string): void;
  onEvent(event: BusEvent): void;
  onError(source: string, message: string): void;
}

export interface Triggers {
  /** Takes what the process that stands for AWS says: the events that it accepted. */
  receive(message: unknown): Promise<void>;
  /** From now on these lead events; queues and schedules stay as they are. */
  replaceRules(rules: readonly EventRule[]): void;
  /** Calls what was due in the time that was passed over; resolves when it has run. */
  clockMoved(): Promise<readonly PassedOver[]>;
  stop(): Promise<void>;
}

const isAccepted = (message: unknown): message is AcceptedEvent => {
  const { bus, event } = Object(message);
  return typeof bus === "string" && typeof event === "object";
};

export const startTriggers = async (options: TriggerOptions): Promise<Triggers> => {
  const { template, lambda, aws, sqsEndpoint, onError } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const sqs = new SQSClient(clientOptionsAt(sqsEndpoint));
  const dynamodb = new DynamoDBClient(aws.dynamodb);

  try {
    await Promise.all([
      createQueues({
        client: sqs,
        endpoint: sqsEndpoint,
        queues: [...template.queues.values()],
        visibilitySeconds: options.visibilitySeconds,
      }),
      ...[...template.tables.values()].map((table) => createTable(dynamodb, table)),
    ]);
  } finally {
    dynamodb.destroy();
  }

  const sendToQueue = async (queueName: string, body: string): Promise<void> => {
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(sqsEndpoint, queueName), MessageBody: body }));
  };
  const invoke = asynchronousInvocations({
    functions: template.functions,
    retryPauseMs: options.retryPauseMs,
    signal,
    invoke: lambda.invoke,
    sendToQueue,
    onError,
  });
  let { eventRules } = template;
  const deliver = eventBus({
    rules: () => eventRules,
    busNames: ["default", ...template.buses.values()],
    invoke,
    sendToQueue,
    onEvent: options.onEvent,
    onError,
  });
  const queueTriggers = template.queueTriggers.map((trigger) =>
    runQueueTrigger({
      trigger,
      client: sqs,
      queueUrl: queueUrl(sqsEndpoint, trigger.queueName),
      invoke: lambda.invoke,
      offsetMs: options.offsetMs,
      onError,
    }),
  );
  const rules = options.schedules ? template.schedules : [];
  const scheduled = runSchedules(rules, invoke, signal, () => wallNow() + options.offsetMs());
  scheduled.ended.catch((error) => onError("schedule", String(error)));

  return {
    receive: async (message) => {
      if (!isAccepted(message)) return;
      if (await deliver(message.bus, message.event)) options.confirm(message.event.id);
    },
    replaceRules: (rules) => {
      eventRules = rules;
    },
    clockMoved: scheduled.clockMoved,
    stop: async () => {
      stopping.abort();
      const emptied = queueTriggers.map((each) => each.stop());
      // Otherwise stopping would wait for whatever a function is doing.
      await lambda.stop();
      await Promise.allSettled([...emptied, scheduled.ended]);
      sqs.destroy();
    },
  };
};
