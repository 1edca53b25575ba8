// EventBridge: notes down what people are to be told of, as `notify` says; notify-people tells them.
import config from "../hooks.config.ts";
import { compose } from "../lib/composition/compose.ts";
import { table } from "../lib/composition/parts.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";
import { noticeCollector } from "../lib/notify/collect-notice.ts";
import { pendingCauses } from "../lib/notify/pending-causes.ts";

const parts = compose(config, { table });

export const handler = eventStack(
  parts,
  noticeCollector({ ...parts, notify: config.notify, causes: pendingCauses(parts) }),
);
