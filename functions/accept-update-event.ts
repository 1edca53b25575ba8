// EventBridge: "Session Update Requested", validated and queued.
import config from "../hooks.config.ts";
import { eventAccepter } from "../lib/commands/accept-update-event.ts";
import { compose } from "../lib/composition/compose.ts";
import { accountNames, bus, mayAnswer, parked, queue } from "../lib/composition/parts.ts";
import { readingOf } from "../lib/core/command/reading-of.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";

const parts = compose(config, { accountNames, mayAnswer, queue, parked, bus });

export const handler = eventStack(
  parts,
  eventAccepter({ ...parts, readingOf: readingOf(config), account: config.account }),
);
