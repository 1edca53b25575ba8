// Answers "Session Reassignment Requested", "WTS SESSION_NEW" and "WTS SESSION_UPDATE" of EventBridge, and a schedule for what no event tells.
import config from "../hooks.config.ts";
import { compose } from "../lib/composition/compose.ts";
import {
  accounts,
  bus,
  connect,
  killSwitch,
  ledger,
  lifecycle,
  parked,
  queue,
  table,
} from "../lib/composition/parts.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";
import { routingFunction } from "../lib/routing/routing-function.ts";
import { routingRecords } from "../lib/routing/routing-records.ts";

const { routing, account, timeZone } = config;
const { leaseMs } = config.queue;
const parts = compose(config, { accounts, queue, parked, bus, connect, ledger, lifecycle, killSwitch, table });

export const handler = eventStack(
  parts,
  routingFunction({
    ...parts,
    ...routingRecords({ ...parts, routing, leaseMs }),
    routing,
    account,
    timeZone,
    config: config.queue,
  }),
);
