// Schedule, every minute: begins a sweep where one is due, and goes on with the one that is under way.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import config from "../hooks.config.ts";
import type { AutoCloseDependencies } from "../lib/auto-close/auto-close-dependencies.ts";
import { idleSessionCloser } from "../lib/auto-close/close-idle-sessions.ts";
import { notices } from "../lib/auto-close/records/notices.ts";
import { policyApprovals } from "../lib/auto-close/records/policy-approvals.ts";
import { runLeases } from "../lib/auto-close/records/run-lease.ts";
import { runRecords } from "../lib/auto-close/records/run-records.ts";
import { tickTime } from "../lib/auto-close/tick-time.ts";
import { busClientOptions, eventBus } from "../lib/aws/bus.ts";
import { rateTable } from "../lib/aws/rate-table.ts";
import { secretsManagerOptions, secretsManagerSecret } from "../lib/aws/secrets.ts";
import { dynamoTable, tableClientOptions } from "../lib/aws/table.ts";
import { parseAccounts } from "../lib/core/accounts-secret.ts";
import { type EventHandler, eventStack } from "../lib/middleware/event-stack.ts";
import { killSwitch } from "../lib/records/kill-switch.ts";
import { ledger } from "../lib/records/ledger.ts";
import { sessionLeases } from "../lib/records/session-lease.ts";
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
    ...{ clock, log },
  });
  const dynamo = new DynamoDBClient(tableClientOptions);
  const tableName = environment.TABLE_NAME;
  const table = dynamoTable(dynamo, tableName);
  const { limits } = config;
  const limiterOf = perAccount((account) =>
    rateLimiter({ table: rateTable({ client: dynamo, tableName }), account, limits, clock, log }),
  );
  return closeIdleSessions({
    ...{ config, clock, log, limiterOf },
    bus: eventBus(new EventBridgeClient(busClientOptions), environment.BUS_NAME),
    connect: connectWts({ secret: accounts, wts: wtsAt(config.wts, environment.WTS_BASE_URL), limiterOf, clock }),
    sweeps: runLeases({ table, clock, leaseMs: config.queue.leaseMs }),
    runs: runRecords({ table, clock, keptDays: config.autoClose.runsKeptDays }),
    notices: notices({ table, clock }),
    approvals: policyApprovals({ table }),
    ledger: ledger({ table, clock }),
    leases: sessionLeases({ table, clock }),
    killSwitch: killSwitch({ table, clock }),
  });
};

export const handler = wire();
