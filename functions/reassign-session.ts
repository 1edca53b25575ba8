// SQS, behind a rule of the bus: answers "Session Reassignment Requested", "WTS SESSION_NEW", "WTS SESSION_UPDATE" and "Session
// Hold Ended". What has to wait is handed back to the queue.
import config from "../hooks.config.ts";
import { compose } from "../lib/composition/compose.ts";
import {
  accounts,
  bus,
  connect,
  eventsQueue,
  killSwitch,
  ledger,
  lifecycle,
  parked,
  queue,
  table,
} from "../lib/composition/parts.ts";
import { queueStack } from "../lib/middleware/queue-stack.ts";
import { routingRecords } from "../lib/routing/routing-records.ts";
import { eventBatchWorker } from "../lib/routing/work-events.ts";

const { routing, account, language } = config;
const { leaseMs } = config.queue;
const parts = compose(config, {
  accounts,
  queue,
  eventsQueue,
  parked,
  bus,
  connect,
  ledger,
  lifecycle,
  killSwitch,
  table,
});

export const handler = queueStack(
  parts,
  eventBatchWorker({
    ...parts,
    ...routingRecords({ ...parts, routing, account, zones: config, leaseMs }),
    routing,
    account,
    zones: config,
    language,
    config: config.queue,
  }),
);
