// SQS FIFO: applies queued commands in order, and has only those come again that have to.
import config from "../hooks.config.ts";
import { commandApplier } from "../lib/commands/queue/apply-commands.ts";
import { compose } from "../lib/composition/compose.ts";
import {
  bus,
  connect,
  contents,
  killSwitch,
  ledger,
  lifecycle,
  parked,
  queue,
  rawDeliveries,
} from "../lib/composition/parts.ts";
import { queueStack } from "../lib/middleware/queue-stack.ts";
import { deliveryWorker } from "../lib/webhooks/work-delivery.ts";
import { eventWorker } from "../lib/webhooks/work-event.ts";

const parts = compose(config, {
  ...{ queue, parked, ledger, lifecycle, contents, rawDeliveries, killSwitch, bus, connect },
});
const dependencies = { ...parts, config: config.queue, sources: config.sources, timeZone: config.timeZone };
const workers = { event: eventWorker(dependencies), delivery: deliveryWorker(dependencies) };

export const handler = queueStack(parts, commandApplier({ ...dependencies, workers }));
