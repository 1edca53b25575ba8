// HTTP: PATCH /sessions/{sessionId}, POST /sessions/batch and GET /health.
import config from "../hooks.config.ts";
import { nowApplier } from "../lib/commands/apply/apply-now.ts";
import { batchUpdater } from "../lib/commands/http/update-batch.ts";
import { oneUpdater } from "../lib/commands/http/update-one.ts";
import { compose } from "../lib/composition/compose.ts";
import { holder, router } from "../lib/composition/late-parts.ts";
import {
  access,
  accounts,
  connect,
  guardOf,
  lifecycle,
  limiterOf,
  queue,
  quotas,
  requestKeys,
} from "../lib/composition/parts.ts";
import { httpStack } from "../lib/middleware/http-stack.ts";

const parts = compose(config, {
  accounts,
  access,
  connect,
  guardOf,
  lifecycle,
  limiterOf,
  queue,
  quotas,
  requestKeys,
  router,
  holder,
});
const dependencies = { ...parts, config, applyNow: nowApplier({ ...parts, leaseMs: config.queue.leaseMs }) };

export const handler = httpStack(parts, {
  open: { "GET /health": async () => ({ statusCode: 200, body: { status: "ok" } }) },
  callers: {
    "PATCH /sessions/{sessionId}": oneUpdater(dependencies),
    "POST /sessions/batch": batchUpdater(dependencies),
  },
});
