// EventBridge: "Session Reassignment Requested", "WTS SESSION_NEW" and "WTS SESSION_UPDATE"; and a schedule for what no event tells.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import config from "../hooks.config.ts";
import { busClientOptions, eventBus } from "../lib/aws/bus.ts";
import { commandQueue, parkedQueue, queueClientOptions } from "../lib/aws/queue.ts";
import { rateTable } from "../lib/aws/rate-table.ts";
import { secretsManagerOptions, secretsManagerSecret } from "../lib/aws/secrets.ts";
import { dynamoTable, tableClientOptions } from "../lib/aws/table.ts";
import { parseAccounts } from "../lib/core/accounts-secret.ts";
import { type EventHandler, eventStack } from "../lib/middleware/event-stack.ts";
import { killSwitch } from "../lib/records/kill-switch.ts";
import { ledger } from "../lib/records/ledger.ts";
import { sessionLeases } from "../lib/records/session-lease.ts";
import type { ReassignDependencies } from "../lib/routing/reassign-dependencies.ts";
import { reassigner } from "../lib/routing/routing-function.ts";
import { routingRecords } from "../lib/routing/routing-records.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { readEnvironment } from "../lib/runtime/environment.ts";
import { jsonLog } from "../lib/runtime/log.ts";
import { perAccount } from "../lib/runtime/per-account.ts";
import { connectWts, wtsAt } from "../lib/wts/connect.ts";
import { rateLimiter } from "../lib/wts/rate-limit.ts";

export const reassignSession = (dependencies: ReassignDependencies): EventHandler =>
  eventStack(dependencies, reassigner(dependencies));

const wire = (): EventHandler => {
  const environment = readEnvironment({
    required: ["ACCOUNTS_SECRET_ID", "TABLE_NAME", "BUS_NAME", "COMMANDS_QUEUE_URL", "PARKED_QUEUE_URL"],
    optional: ["WTS_BASE_URL"],
  });
  const log = jsonLog();
  const accounts = secretsManagerSecret({
    client: new SecretsManagerClient(secretsManagerOptions),
    secretId: environment.ACCOUNTS_SECRET_ID,
    parse: parseAccounts,
    ...{ clock, log },
  });
  const dynamo = new DynamoDBClient(tableClientOptions);
  const tableName = environment.TABLE_NAME;
  const table = dynamoTable(dynamo, tableName);
  const sqs = new SQSClient(queueClientOptions);
  const { limits, routing, account, timeZone, queue } = config;
  const limiterOf = perAccount((name) =>
    rateLimiter({ table: rateTable({ client: dynamo, tableName }), account: name, limits, clock, log }),
  );
  return reassignSession({
    ...{ routing, account, timeZone, config: queue, accounts, clock, log },
    ...routingRecords({ table, clock, routing, leaseMs: queue.leaseMs }),
    ledger: ledger({ table, clock }),
    leases: sessionLeases({ table, clock }),
    killSwitch: killSwitch({ table, clock }),
    queue: commandQueue(sqs, environment.COMMANDS_QUEUE_URL),
    parked: parkedQueue(sqs, environment.PARKED_QUEUE_URL),
    bus: eventBus(new EventBridgeClient(busClientOptions), environment.BUS_NAME),
    connect: connectWts({ secret: accounts, wts: wtsAt(config.wts, environment.WTS_BASE_URL), limiterOf, clock }),
  });
};

export const handler = wire();
