// HTTP: PATCH /sessions/{sessionId}, POST /sessions/batch and GET /health.
import config from "../hooks.config.ts";
import type { Idempotency } from "../lib/aws/idempotency.ts";
import { nowApplier } from "../lib/commands/apply/apply-now.ts";
import { batchUpdater } from "../lib/commands/http/update-batch.ts";
import { oneUpdater } from "../lib/commands/http/update-one.ts";
import { compose, type Part } from "../lib/composition/compose.ts";
import { accounts, bus, connect, doors, dynamo, leases, ledger, limiterOf, queue } from "../lib/composition/parts.ts";
import { httpStack } from "../lib/middleware/http-stack.ts";

/** Loaded by the first request that carries an Idempotency-Key, so that the others need not wait for it. */
const idempotency: Part<() => Promise<Idempotency>> = ({ use, variable }) => {
  const client = use(dynamo);
  const tableName = variable("TABLE_NAME");
  return async () => (await import("../lib/aws/idempotency.ts")).dynamoIdempotency(client, tableName);
};

const parts = compose(config, { accounts, doors, connect, limiterOf, idempotency, queue, bus, ledger, leases });
const dependencies = { ...parts, config, applyNow: nowApplier({ ...parts, leaseMs: config.queue.leaseMs }) };

export const handler = httpStack(parts, {
  open: { "GET /health": async () => ({ statusCode: 200, body: { status: "ok" } }) },
  callers: {
    "PATCH /sessions/{sessionId}": oneUpdater(dependencies),
    "POST /sessions/batch": batchUpdater(dependencies),
  },
});
