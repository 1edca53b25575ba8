// EventBridge: "Session Update Requested", validated and queued.
import config from "../hooks.config.ts";
import { eventAccepter } from "../lib/commands/accept-update-event.ts";
import { compose } from "../lib/composition/compose.ts";
import { accounts, bus, parked, queue } from "../lib/composition/parts.ts";
import { phoneReader } from "../lib/core/phone/phone-reader.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";

const parts = compose(config, { accounts, queue, parked, bus });

export const handler = eventStack(
  parts,
  eventAccepter({ ...parts, readPhone: phoneReader(config), timeZone: config.timeZone, account: config.account }),
);
