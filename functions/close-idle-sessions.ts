// Schedule, every minute: begins a sweep where one is due, and goes on with the one that is under way.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import config from "../hooks.config.ts";
import { busClientOptions, eventBus } from "../lib/aws/bus.ts";
import { rateTable } from "../lib/aws/rate-table.ts";
import { secretsManagerOptions, secretsManagerSecret } from "../lib/aws/secrets.ts";
import { dynamoTable, tableClientOptions } from "../lib/aws/table.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { idleSessionCloser } from "../lib/close-idle-sessions/close-idle-sessions.ts";
import type { SweepDependencies } from "../lib/close-idle-sessions/dependencies.ts";
import { tickTime } from "../lib/close-idle-sessions/tick-time.ts";
import { parseAccounts } from "../lib/core/accounts.ts";
import { readEnvironment } from "../lib/environment.ts";
import { jsonLog } from "../lib/log.ts";
import { type EventHandler, eventStack } from "../lib/middleware/event-stack.ts";
import { perAccount } from "../lib/per-account.ts";
import { control } from "../lib/records/control.ts";
import { ledger } from "../lib/records/ledger.ts";
import { notices } from "../lib/records/notices.ts";
import { policyApprovals } from "../lib/records/policy-approvals.ts";
import { sessionLeases } from "../lib/records/session-lease.ts";
import { sweepLeases } from "../lib/records/sweep-lease.ts";
import { sweepRuns } from "../lib/records/sweep-runs.ts";
import { connectWts, wtsAt } from "../lib/wts/connect.ts";
import { rateLimiter } from "../lib/wts/rate-limit.ts";

export const closeIdleSessions = (dependencies: SweepDependencies): EventHandler => {
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
    sweeps: sweepLeases({ table, clock, leaseMs: config.queue.leaseMs }),
    runs: sweepRuns({ table, clock, keptDays: config.autoClose.runsKeptDays }),
    notices: notices({ table, clock }),
    approvals: policyApprovals({ table }),
    ledger: ledger({ table, clock }),
    leases: sessionLeases({ table, clock }),
    control: control({ table, clock }),
  });
};

export const handler = wire();
