// Schedule, every minute: begins a run where one is due, and goes on with the one that is under way.
import config from "../hooks.config.ts";
import { autoCloseRecords } from "../lib/auto-close/auto-close-dependencies.ts";
import { idleSessionCloser, tickTime } from "../lib/auto-close/close-idle-sessions.ts";
import { compose } from "../lib/composition/compose.ts";
import { bus, connect, lifecycle, limiterOf, table } from "../lib/composition/parts.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";

const parts = compose(config, { bus, connect, lifecycle, limiterOf, table });
const { clock } = parts;

const close = idleSessionCloser({ ...parts, ...autoCloseRecords(parts.table, clock, config), config });

export const handler = eventStack(parts, (event, { id, endBy }) =>
  close({ nowMs: tickTime(event, clock.now()), owner: id, endBy }),
);
