// HTTP: PATCH /sessions/{sessionId}, POST /sessions/batch and GET /health.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import config from "../hooks.config.ts";
import { busClientOptions, eventBus } from "../lib/aws/bus.ts";
import { commandQueue, queueClientOptions } from "../lib/aws/queue.ts";
import { rateTable } from "../lib/aws/rate-table.ts";
import { secretsManagerOptions, secretsManagerSecret } from "../lib/aws/secrets.ts";
import { dynamoTable, tableClientOptions } from "../lib/aws/table.ts";
import { nowApplier } from "../lib/commands/apply/apply-now.ts";
import type { UpdateSessionDependencies } from "../lib/commands/http/caller-commands.ts";
import { batchUpdater } from "../lib/commands/http/update-batch.ts";
import { oneUpdater } from "../lib/commands/http/update-one.ts";
import { parseAccounts } from "../lib/core/accounts-secret.ts";
import { parseDoors } from "../lib/core/doors-secret.ts";
import { type HttpHandler, type HttpStack, httpStack } from "../lib/middleware/http-stack.ts";
import { ledger } from "../lib/records/ledger.ts";
import { sessionLeases } from "../lib/records/session-lease.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { readEnvironment } from "../lib/runtime/environment.ts";
import { jsonLog } from "../lib/runtime/log.ts";
import { perAccount } from "../lib/runtime/per-account.ts";
import { connectWts, wtsAt } from "../lib/wts/connect.ts";
import { rateLimiter } from "../lib/wts/rate-limit/rate-limiter.ts";

export const updateSession = (dependencies: UpdateSessionDependencies & HttpStack): HttpHandler =>
  httpStack(dependencies, {
    open: { "GET /health": async () => ({ statusCode: 200, body: { status: "ok" } }) },
    callers: {
      "PATCH /sessions/{sessionId}": oneUpdater(dependencies),
      "POST /sessions/batch": batchUpdater(dependencies),
    },
  });

const wire = (): HttpHandler => {
  const environment = readEnvironment({
    required: ["ACCOUNTS_SECRET_ID", "DOORS_SECRET_ID", "TABLE_NAME", "BUS_NAME", "COMMANDS_QUEUE_URL"],
    optional: ["WTS_BASE_URL"],
  });
  const log = jsonLog();
  const secret = { client: new SecretsManagerClient(secretsManagerOptions), clock, log };
  const accounts = secretsManagerSecret({ ...secret, secretId: environment.ACCOUNTS_SECRET_ID, parse: parseAccounts });
  const doors = secretsManagerSecret({ ...secret, secretId: environment.DOORS_SECRET_ID, parse: parseDoors });
  const dynamo = new DynamoDBClient(tableClientOptions);
  const tableName = environment.TABLE_NAME;
  const table = dynamoTable(dynamo, tableName);
  const bus = eventBus(new EventBridgeClient(busClientOptions), environment.BUS_NAME);
  const wts = wtsAt(config.wts, environment.WTS_BASE_URL);
  const { limits } = config;
  const limiterOf = perAccount((account) =>
    rateLimiter({ table: rateTable({ client: dynamo, tableName }), account, limits, clock, log }),
  );
  return updateSession({
    ...{ config, accounts, doors, clock, log, limiterOf },
    connect: connectWts({ secret: accounts, wts, limiterOf, clock }),
    applyNow: nowApplier({
      ...{ bus, clock, log, leaseMs: config.queue.leaseMs },
      ledger: ledger({ table, clock }),
      leases: sessionLeases({ table, clock }),
    }),
    // Loaded by the first request that carries an Idempotency-Key: the others need not wait for it.
    idempotency: async () => (await import("../lib/aws/idempotency.ts")).dynamoIdempotency(dynamo, tableName),
    queue: commandQueue(new SQSClient(queueClientOptions), environment.COMMANDS_QUEUE_URL),
  });
};

export const handler = wire();
