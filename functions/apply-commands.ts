// SQS FIFO: applies queued commands in order, and hands back only what has to come again.
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
import { commandApplier } from "../lib/commands/queue/apply-commands.ts";
import type { CommandWorkerDependencies } from "../lib/commands/queue/work-command.ts";
import { parseAccounts } from "../lib/core/accounts-secret.ts";
import { type QueueHandler, queueStack } from "../lib/middleware/queue-stack.ts";
import { contents } from "../lib/records/contents.ts";
import { type KillSwitch, killSwitch } from "../lib/records/kill-switch.ts";
import { ledger } from "../lib/records/ledger.ts";
import { sessionLeases } from "../lib/records/session-lease.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { readEnvironment } from "../lib/runtime/environment.ts";
import { jsonLog } from "../lib/runtime/log.ts";
import { perAccount } from "../lib/runtime/per-account.ts";
import { type DeliveryWorkerDependencies, deliveryWorker } from "../lib/webhooks/work-delivery.ts";
import { eventWorker } from "../lib/webhooks/work-event.ts";
import { connectWts, wtsAt } from "../lib/wts/connect.ts";
import { rateLimiter } from "../lib/wts/rate-limit.ts";

type Dependencies = CommandWorkerDependencies & DeliveryWorkerDependencies & { killSwitch: KillSwitch };

export const applyCommands = (dependencies: Dependencies): QueueHandler => {
  const workers = { event: eventWorker(dependencies), delivery: deliveryWorker(dependencies) };
  return queueStack(dependencies, commandApplier({ ...dependencies, workers }));
};

const wire = (): QueueHandler => {
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
  const { limits } = config;
  const limiterOf = perAccount((account) =>
    rateLimiter({ table: rateTable({ client: dynamo, tableName }), account, limits, clock, log }),
  );
  return applyCommands({
    ...{ config: config.queue, sources: config.sources, timeZone: config.timeZone, clock, log },
    queue: commandQueue(sqs, environment.COMMANDS_QUEUE_URL),
    parked: parkedQueue(sqs, environment.PARKED_QUEUE_URL),
    ledger: ledger({ table, clock }),
    leases: sessionLeases({ table, clock }),
    contents: contents({ table, clock }),
    killSwitch: killSwitch({ table, clock }),
    bus: eventBus(new EventBridgeClient(busClientOptions), environment.BUS_NAME),
    connect: connectWts({ secret: accounts, wts: wtsAt(config.wts, environment.WTS_BASE_URL), limiterOf, clock }),
  });
};

export const handler = wire();
