// Schedule, every minute: publishes outcomes that EventBridge did not take when they happened.
import { relayOutcomes } from "../lib/commands/relay-outcomes.ts";
import { compose } from "../lib/composition/compose.ts";
import { bus, ledger, lifecycle } from "../lib/composition/parts.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";

const parts = compose({}, { ledger, lifecycle, bus });

export const handler = eventStack(parts, async (_event, { id }) => {
  await relayOutcomes(parts, id);
});
