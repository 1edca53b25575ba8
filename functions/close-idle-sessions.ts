// Schedule, every minute: begins a run where one is due, and goes on with the one that is under way.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import config from "../hooks.config.ts";
import { type AutoCloseDependencies, autoCloseRecords } from "../lib/auto-close/auto-close-dependencies.ts";
import { idleSessionCloser, tickTime } from "../lib/auto-close/close-idle-sessions.ts";
import { busClientOptions, eventBus } from "../lib/aws/bus.ts";
import { rateTable } from "../lib/aws/rate-table.ts";
import { secretsManagerOptions, secretsManagerSecret } from "../lib/aws/secrets.ts";
import { dynamoTable, tableClientOptions } from "../lib/aws/table.ts";
import { parseAccounts } from "../lib/core/accounts-secret.ts";
import { type EventHandler, eventStack } from "../lib/middleware/event-stack.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { readEnvironment } from "../lib/runtime/environment.ts";
import { jsonLog } from "../lib/runtime/log.ts";
import { perAccount } from "../lib/runtime/per-account.ts";
import { connectWts, wtsAt } from "../lib/wts/connect.ts";
import { rateLimiter } from "../lib/wts/rate-limit.ts";

export const closeIdleSessions = (dependencies: AutoCloseDependencies): EventHandler => {
  const close = idleSessionCloser(dependencies);
  return eventStack(dependencies, (event, { id, endBy }) =>
    close({ nowMs: tickTime(event, dependencies.clock.now()), owner: id, endBy }),
  );
};

const wire = (): EventHandler => {
  const environment = readEnvironment({
    required: ["ACCOUNTS_SECRET_ID", "TABLE_NAME", "BUS_NAME"],
    optional: ["WTS_BASE_URL"],
  });
  const log = jsonLog();
  const accounts = secretsManagerSecret({
    client: new SecretsManagerClient(secretsManagerOptions),
    secretId: environment.ACCOUNTS_SECRET_ID,
    parse: parseAccounts,
    clock,
    log,
  });
  const dynamo = new DynamoDBClient(tableClientOptions);
  const tableName = environment.TABLE_NAME;
  const { limits } = config;
  const limiterOf = perAccount((account) =>
    rateLimiter({ table: rateTable({ client: dynamo, tableName }), account, limits, clock, log }),
  );
  return closeIdleSessions({
    ...autoCloseRecords(dynamoTable(dynamo, tableName), clock, config),
    config,
    clock,
    log,
    limiterOf,
    bus: eventBus(new EventBridgeClient(busClientOptions), environment.BUS_NAME),
    connect: connectWts({ secret: accounts, wts: wtsAt(config.wts, environment.WTS_BASE_URL), limiterOf, clock }),
  });
};

export const handler = wire();
