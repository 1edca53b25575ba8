// SQS FIFO: applies queued commands in order, and has only those come again that have to.
import config from "../hooks.config.ts";
import { commandApplier } from "../lib/commands/queue/apply-commands.ts";
import { compose } from "../lib/composition/compose.ts";
import { holder, router } from "../lib/composition/late-parts.ts";
import {
  access,
  alerts,
  booker,
  box,
  bus,
  connect,
  contents,
  guardOf,
  killSwitch,
  ledger,
  lifecycle,
  mayAnswer,
  parked,
  queue,
  rawDeliveries,
} from "../lib/composition/parts.ts";
import { readingOf } from "../lib/core/command/reading-of.ts";
import { queueStack } from "../lib/middleware/queue-stack.ts";
import { deliveryWorker } from "../lib/webhooks/work-delivery.ts";
import { eventWorker } from "../lib/webhooks/work-event.ts";

const parts = compose(config, {
  queue,
  parked,
  ledger,
  lifecycle,
  mayAnswer,
  contents,
  rawDeliveries,
  killSwitch,
  alerts,
  booker,
  bus,
  connect,
  access,
  guardOf,
  router,
  holder,
  box,
});
const { queue: queueConfig, sources } = config;
const dependencies = { ...parts, config: queueConfig };
const reading = { sources, readingOf: readingOf(config) };
const workers = { event: eventWorker(dependencies), delivery: deliveryWorker({ ...dependencies, ...reading }) };

export const handler = queueStack(parts, commandApplier({ ...dependencies, workers }));
