// HTTP: POST, GET and HEAD /webhooks/{source} and /webhooks/{source}/{token}.
import config from "../hooks.config.ts";
import { compose } from "../lib/composition/compose.ts";
import { access, box, queue } from "../lib/composition/parts.ts";
import { readingOf } from "../lib/core/command/reading-of.ts";
import { httpStack } from "../lib/middleware/http-stack.ts";
import { webhookReceiver } from "../lib/webhooks/receive-webhook.ts";

const parts = compose(config, { access, queue, box });
const receive = webhookReceiver({ ...parts, readingOf: readingOf(config), config });

export const handler = httpStack(parts, {
  open: {
    "POST /webhooks/{source}": receive,
    "GET /webhooks/{source}": receive,
    "HEAD /webhooks/{source}": receive,
    "POST /webhooks/{source}/{token}": receive,
    "GET /webhooks/{source}/{token}": receive,
    "HEAD /webhooks/{source}/{token}": receive,
  },
  callers: {},
});
